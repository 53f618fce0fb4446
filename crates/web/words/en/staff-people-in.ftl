### for: staff
### Who can get in: inviting, and how each one signs in.

people-in-settings = Settings
people-in-over = Settings
people-in-title = Who can sign in
people-in-count = { $count ->
    [one] One person
   *[other] { $count } people
}
people-in-invite = Invite somebody
people-in-invite-note = They get a link by email. It works once, for seven days.
people-in-name = Their name
people-in-name-hint = As colleagues see it.
people-in-email = Their email
people-in-roles = What they are here as
people-in-branch = Where
people-in-everywhere = The whole organisation
people-in-go = Invite them
people-in-send = Send a new link
people-in-let-be = Let them in without codes
people-in-ask = Ask for codes again
people-in-reason = Why
people-in-reason-hint = The reason is kept. Two people can read it later.
people-in-phone = Signs in with a password and codes from a phone.
people-in-password = Signs in with a password.
people-in-soon = Has a password. Sets up codes at the next sign-in.
people-in-waived = Signs in with a password alone. The reason is kept.
people-in-none = Has no password yet.
people-in-no-name = Please give a name.
people-in-no-address = This does not look like an email. Could you check?
people-in-already = Somebody here has this email already.
people-in-no-role = Please choose at least one.
people-in-no-branch = That part is not there any more.

done-invited = The link is on its way.
done-has-password = They have a password already. If it is lost, two people can let them back in.
done-step-let-be = They can sign in without codes. The reason is kept.
done-step-asked = They are asked for codes at their next sign-in.
done-step-no-reason = Please say why. Nothing was changed.
done-step-long-reason = The reason is longer than we can keep. Nothing was changed.
done-step-themselves = Somebody else decides this for you. Nothing was changed.

recoveries-title = { $count ->
    [0] Nobody asks to be let back in
    [one] One person asks to be let back in
   *[other] { $count } people ask to be let back in
}
recoveries-how = Two people say yes, each after speaking with the person. One of the two is an administrator. Ring a number you already have, and never one from the message.
recoveries-none = Whoever loses their phone or password can ask from the page where one signs in.
recoveries-asked = Asked: { $when }
recoveries-first = { $name } has spoken with them and said yes.
recoveries-wait = You have said yes. One more person is needed.
recoveries-yes = I have spoken with them: yes
recoveries-no = It was not them
recoveries-link = Those who lost their way in

done-recover-first = That is one yes. One more person is needed.
done-recover-both = Both have said yes. The link is on its way to them.
done-recover-no = It is closed. Nobody was let in.
done-recover-themselves = Somebody else says this for you. Nothing was changed.
done-recover-same = You said yes already. The second yes comes from somebody else.
done-recover-administrator = One of the two is an administrator. Please ask one of them.
done-recover-closed = This was answered already, or it is too old.
