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
people-in-account = Signs in with the organisation’s own account.
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

accounts-title = Sign in with your own accounts
accounts-what = Your organisation may have accounts of its own, such as Microsoft or Google. People can sign in here with those instead of a password.
accounts-who = Each person links their own account once: when they are invited, or under “How you sign in”. An email alone links nobody.
accounts-no-own-address = This service does not know its own address yet. Whoever runs it starts it with --address. Until then nobody can sign in like this.
accounts-back = Where people come back to
accounts-back-what = Type this where your accounts are, as the address to send people back to. It has to be the same, letter for letter.
accounts-where = Where your accounts are
accounts-name = What people call the account
accounts-name-hint = It stands on the button: “Sign in with your Lothian account”.
accounts-issuer = Its address
accounts-issuer-hint = It begins with https and is often called “issuer”.
accounts-client-id = The name by which Bothy is known there
accounts-client-id-hint = It is often called “client ID”.
accounts-secret = The secret that came with it
accounts-secret-hint = It is kept sealed and shown to nobody again.
accounts-secret-kept = One is kept. Leave this empty to keep it. With another address, type a new one.
accounts-keep = Keep this
accounts-try = Try the address
accounts-fits = That address answers, and fits. Keep it, then sign in with it yourself.
accounts-remove-h = Stop using it
accounts-remove-what = Nobody signs in with it from then on. Whoever has no other way in needs a new link, or two people who let them back in.
accounts-remove = Stop using these accounts
accounts-no-name = Please say what people call the account, in 60 letters or fewer.
accounts-no-client-id = Please type the name by which Bothy is known there.
accounts-no-secret = Please type the secret. A new address needs a new one.
accounts-stale = Somebody changed this meanwhile. Please look at it again, then keep it.
accounts-not-an-address = That does not look like such an address. Could you check?
accounts-not-https = The address has to begin with https.
accounts-away = Nothing answers there, or its certificate is not known. Please check the address.
accounts-slow = It took too long to answer. Please try again in a few minutes.
accounts-not-readable = Something answers there, but it does not describe how to sign in.
accounts-no-document = There is no description of how to sign in at that address. It answered { $status }.
accounts-other-issuer = It calls itself by another address. Please copy the address exactly, with or without its last stroke.
accounts-names-another = It sends us on to { $host }. We only ask the address that you typed.
accounts-cannot = It cannot sign people in the way we need: by code, with a proof key, and with keys of its own.
accounts-secret-refused = It does not know that name or that secret.
done-accounts-kept = That is kept. People can sign in with it now.
done-accounts-removed = Nobody signs in with those accounts any more.
