### for: everyone
### One's own account: devices, password, second step.

account-over = How you sign in
account-devices = Where you are signed in
account-this = This one
account-own = Your own
account-shared = Others use it too
account-browser = A browser
account-when = Signed in: { $since }. Last used: { $used }.
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
account-before-wrong = That is not the one you have now.
account-change = Change it and sign out everywhere else

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
