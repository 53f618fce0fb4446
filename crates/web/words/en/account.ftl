### for: everyone
### One's own account: devices, password, second step.

account-over = How you sign in
account-devices = Where you are signed in
account-this = This one
account-own = Your own
account-shared = Others use it too
account-browser = A browser
account-when = Signed in: { $since }. Last used: { $used }.
account-most = You can be signed in on { $count } devices. With one more, the one you have not used for longest is signed out.
account-your-password = Your password
account-end = Sign this one out
account-sign-out = Sign out here
account-end-all = Sign out everywhere
account-step = The second step
account-step-phone = { $count ->
    [one] Your phone shows you codes. You have one spare code left.
   *[other] Your phone shows you codes. You have { $count } spare codes left.
}
account-step-none = You sign in without codes.
account-step-waived = You sign in without codes. It was agreed, and the reason is kept.
account-step-next = You will be asked for codes when you next sign in.
account-password = Your password
account-before = The one you have now
account-before-wrong = That is not the password you have now.
account-change = Change it and sign out everywhere else

account-passkeys = Your passkeys
account-passkeys-what = With a passkey you sign in by your face, your finger or your device’s own code. Codes from your phone are not asked for then. If a device is lost, remove its passkey here and sign out everywhere.
account-passkey-name = A name for it
account-passkey-name-hint = So that you know it again: “Work laptop”.
account-passkey-add = Add a passkey
account-passkey-remove = Remove this one
account-passkey-new = Added: { $made }. Not used yet.
account-passkey-used = Added: { $made }. Last used: { $used }.
account-passkey-plain = To add a passkey you need a newer browser, with scripts switched on. Without one, your password and your codes let you in.
passkey-no-name = Please give it a name.
passkey-long-name = That name is too long. Please use 60 letters or fewer.
passkey-enough = You have 20 passkeys. Please remove one first.
passkey-known = You have a passkey on this device already.
passkey-not-made = No passkey was added. You stopped it, or it took too long.
passkey-not-right = That did not work. No passkey was added. Please try again.
passkey-not-just-now = You signed in a while ago. Please sign out, sign in and try again.

account-elsewhere = Your account at work
account-elsewhere-what = If you have one of these, you can sign in here with it. We ask who you are first.
account-elsewhere-linked = You can sign in with the account that your organisation gave you.
account-elsewhere-link = Link { $name }
account-elsewhere-end = End this link
elsewhere-taken = That account is linked to somebody else here. Please tell an administrator.
elsewhere-linked-already = You have linked another account already. End that link first.
elsewhere-not-just-now = You signed in a while ago. Please sign out, sign in and try again.
done-elsewhere-linked = Your account is linked. You can sign in with it.
done-elsewhere-unlinked = That link is ended. The account opens nothing here any more.
done-elsewhere-last = That is your only way in, so it stays. Add another way in first.
done-passkey-added = Your passkey is added. You can sign in with it.
done-passkey-removed = That passkey is removed. It opens nothing any more.
done-passkey-last = That is your only way in, so it stays. Add another passkey first.
done-password = Your password is kept. Sign in with it.
done-password-changed = Your password is changed. Every other device is signed out.
done-signed-out-device = That device is signed out.
done-signed-out-everywhere = You are signed out everywhere.

app-heading = Codes from your phone
app-why = With codes, nobody gets in with your password alone.
app-begin = Set up codes
app-new-phone = You have a new phone? First type a code from the old one.
app-old-code = A code from the old phone
app-change = Move to the new phone
account-codes = Codes, or a new phone
