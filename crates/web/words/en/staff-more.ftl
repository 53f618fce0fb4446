### for: staff
### What does not stand in the bar, and signing out.

staff-more-account = Your sign-in
staff-more-account-note = Devices, passkeys and codes
staff-more-settings = Setting up
staff-more-settings-note = Who reads worries, help lines, opening hours, closed days
staff-more-imports = Lists brought in
staff-more-imports-note = Places and groups from a council’s file
staff-more-audit = Who looked, and who changed what
staff-more-audit-note = Every act has its line
staff-more-out = Finished here?
staff-more-out-note = On a device that others use, sign out each time.
staff-more-sign-out = Sign out
