### for: everyone
### Getting in: the password, the second step, links, lost phones.

sign-in-hello = Good to see you
sign-in-demo = This is a trial service. Be one of its made-up people.
sign-in-email = Your email
sign-in-password = Your password
sign-in-device = Whose phone or computer is this?
sign-in-own = It is my own
sign-in-own-hint = You stay signed in for as long as you use it.
sign-in-shared = Others use it too
sign-in-shared-hint = You are signed out when you have not used it for 15 minutes.
sign-in-which-device = Please say whose phone or computer this is.
sign-in-no-email = Please type your email.
sign-in-no-password = Please type your password.
sign-in-wrong = That email and password do not go together. Please look at both again.
sign-in-wait = { $count ->
    [one] That went wrong too often. Please try again in one second.
   *[other] That went wrong too often. Please try again in { $count } seconds.
}
sign-in-wait-minutes = { $count ->
    [one] That went wrong too often. Please try again in one minute.
   *[other] That went wrong too often. Please try again in { $count } minutes.
}
sign-in-crowded = Many people are signing in just now. Please try again in a minute.
sign-in-passkey = Sign in with a passkey
sign-in-passkey-plain = Passkeys need a newer browser, with scripts switched on. Your email and password let you in too.
passkey-cancelled = Nothing happened. You stopped it, it took too long, or this device has no passkey for us. Your email and password let you in too.
passkey-unsupported = This browser or device can’t do that. Your email and password let you in too.
passkey-failed = That did not work. Please try again, or use your email and password.
passkey-away = We could not be reached. Please try again in a minute.
passkey-over = That took too long, or was sent twice. Please press the button again.
passkey-wrong = That passkey does not let you in here. Please use your email and password.
passkey-not-here = Passkeys do not work at this address. Your email and password let you in.
sign-in-elsewhere = Sign in with { $name }
onward-heading = On to { $name }
onward-lead = You sign in there and come straight back.
onward-go = Go on
elsewhere-not-set-up = That way in is not there any more. Please use your email and password.
elsewhere-over = That took too long, was sent twice or began in another browser. Please start again.
elsewhere-stopped = Nothing happened: you stopped it, or you were not let in there. You can try again, or use your email and password.
elsewhere-said-no = Something went wrong there. Please try again, or use your email and password.
elsewhere-unknown = Nobody here is linked to that account yet. Use your email and password, then link it under “How you sign in”. If you were invited, open your invitation again.
elsewhere-away = We could not reach the place where you sign in. Please try again in a few minutes, or use your email and password.
elsewhere-not-believed = We could not be sure that this was you. Please try again, or use your email and password.
elsewhere-wrong-set-up = That way in is not set up right. Please tell an administrator, and use your email and password today.
invite-elsewhere = Or do without a password here, if you have an account where you work.
invite-elsewhere-go = Use { $name }
done-elsewhere-accepted = That worked. Sign in with your account from now on.
sign-in-lost = I have lost my phone or my password
sign-in-no-need = You can come to a group without signing in.
sign-in-no-need-groups = See the groups
sign-in-again = Start again

sign-in-code-heading = One more step
sign-in-code-lead = Open the app on your phone that shows you codes. Type the six figures it shows now.
sign-in-code = The code
sign-in-code-hint = Or one of the spare codes you wrote down.
sign-in-code-go = Go on
sign-in-code-wrong = That code does not work, or it was used before. Please wait for the next one.
sign-in-code-lost = I have lost my phone and my spare codes

set-up-heading = Let us make this safer for everyone
set-up-lead = You can see things about other people here. So you need your password and your phone.
set-up-app = Get an app on your phone that shows codes. Your phone’s own password app can do it.
set-up-read = Let it read this square.
set-up-type = Or type this into it:
set-up-then = It shows six figures. Type them here.

spare-heading = Keep these codes safe
spare-lead = If you lose your phone, one of these lets you in. Each works once.
spare-keep = Write them down or print this page. We can’t show them to you again.
spare-on = I have kept them

invite-welcome = Welcome, { $name }
invite-back = Welcome back, { $name }
invite-lead = Choose a password. Then you can sign in.
invite-back-ends = All that let you in before stops working then: your old password, your passkeys, your linked account, your codes and every device.
invite-email-hint = You sign in with this.
invite-password = A new password
invite-password-hint = 12 letters or more. Three words that only you would put together are good.
invite-go = Keep this password
invite-over = This link does not work any more
invite-over-what = It works once, and only for a few days. Ask whoever sent it for a new one.

password-short = That is a little short. Please use 12 letters or more.
password-long = That is more than we can read. Please use 256 letters or fewer.
password-common = That is one of the first that anyone would try. Please choose another.
password-name = That is mostly a name. Please choose something nobody would guess.

recover-heading = Let us get you back in
recover-lead = Two of us will speak with you first. Then we send you a link.
recover-ask = Ask to be let back in
recover-ring = If you can’t read your email any more, ring us instead.

done-recover-asked = Thank you. If that email is known here, two of us will get in touch with you.
