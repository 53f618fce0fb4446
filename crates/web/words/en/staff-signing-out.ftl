### for: staff
### Somebody is signed out everywhere by an administrator: a phone or a laptop of theirs is in other hands.

sign-them-out-link = Sign them out everywhere
sign-them-out-link-note = For a phone or laptop that was lost or stolen. Their roles stay.
sign-them-out-over = A lost or stolen device
sign-them-out-title = Sign { $name } out everywhere
sign-them-out-ends = What ends
sign-them-out-devices = { $count ->
    [0] They are signed in nowhere at the moment. Whoever is half-way in is out too.
    [one] They are signed out on one device. Its very next page is refused.
   *[other] They are signed out on { $count } devices. The very next page on each is refused.
}
sign-them-out-tokens = { $count ->
    [0] No program has a token of theirs.
    [one] One token of theirs is taken back. The program that has it is refused.
   *[other] { $count } tokens of theirs are taken back. The programs that have them are refused.
}
sign-them-out-calendars = { $count ->
    [0] They have no link for a calendar of their own.
    [one] The link for their own calendar ends. Their phone reads it no more until they make a new one.
   *[other] The { $count } links for their own calendar end. Their phone reads them no more until they make new ones.
}
sign-them-out-token-names = Programs that need a new token:
sign-them-out-told = They get a letter that says so. Ring them, too: whoever has the device may read their letters.
sign-them-out-stays = What stays
sign-them-out-roles = Their roles, their seats and what they have taken.
sign-them-out-ways = Their password and their codes: they come in again by them. If somebody may know the password, they change it then. If the phone with the codes is gone, they use a spare code or ask to be let back in.
sign-them-out-passkeys = { $count ->
    [one] Their passkey. If it lives on the lost device, they remove it under “How you sign in”.
   *[other] Their { $count } passkeys. If one lives on the lost device, they remove it under “How you sign in”.
}
sign-them-out-account = Their account elsewhere. Whoever looks after it has to sign it out there as well: a browser that is still signed in there comes back in here.
sign-them-out-copies = What was printed or downloaded stays with whoever has it. Ask what there was, and say so to those it is about.
sign-them-out-hint = For example: laptop stolen on the train. It is kept sealed, for the administrator and the lead.
sign-them-out-do = Sign them out now
sign-them-out-themselves = Your own devices are on your own page:
done-signed-them-out = They are signed out everywhere, and told.
everybody-out-over = After a break-in
everybody-out-title = Sign everybody out
everybody-out-people = { $count ->
    [0] Nobody but you is signed in at the moment. Whoever is half-way in is out too.
    [one] One person is signed out, wherever they are.
   *[other] { $count } people are signed out, wherever they are.
}
everybody-out-devices = { $count ->
    [0] There is no device but this one.
    [one] That is on one device. Its very next page is refused.
   *[other] That is on { $count } devices. The very next page on each is refused.
}
everybody-out-tokens = { $count ->
    [0] No program has a token.
    [one] One token is taken back. The program that has it is refused.
   *[other] { $count } tokens are taken back. The programs that have them are refused.
}
everybody-out-own = Your own sign-in on this device. Your other devices are signed out, too.
everybody-out-ways = Roles, passwords, codes and passkeys: people come in again by them. Whoever knows a password of somebody else can do so, too.
everybody-out-links = Links that were sent and not used yet. Look at who can get in for somebody whom nobody knows.
everybody-out-account = Accounts elsewhere. Whoever looks after them has to sign people out there as well.
everybody-out-untold = Nobody gets a letter. Tell people yourself that they were signed out, and why.
everybody-out-hint = For example: somebody else was signed in as one of us. It is kept sealed, for the administrator and the lead.
everybody-out-do = Sign everybody out now
done-signed-everybody-out = Everybody but you is signed out, and no token opens anything.
