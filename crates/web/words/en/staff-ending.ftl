### for: staff
### A role ends: what goes back to whom.

# $role is a role as in "Coordinator", $place where it is worn, $name the name of a person.
ending-over = { $name }. { $role }. { $place }
ending-title = { $name } and this role
ending-title-over = This role is over
ending-what = What happens
ending-seats = { $count ->
    [0] No seat of theirs falls empty.
    [one] One seat to come falls empty. If it is within two weeks, those who know the group are asked at once.
   *[other] { $count } seats to come fall empty. For those of the next two weeks, people who know each group are asked at once; the others are gaps on the rota.
}
ending-more = { $count ->
    [one] And one more.
   *[other] And { $count } more.
}
ending-duties = { $count ->
    [0] Nothing that they have taken goes back.
    [one] One thing that they have taken goes back to everyone.
   *[other] { $count } things that they have taken go back to everyone.
}
ending-stays = Their other roles stay. They have to sign in again.
ending-goes = It is their last role here. They are signed out, and see only what is held about themselves.
ending-told = They get a letter that says so. Speak with them first.
ending-keeps = What they have held and written stays as it was. Erasing is another matter.
ending-form = End this role
ending-reason = Why
ending-reason-hint = For example: has moved to Fife. It is kept sealed, for the administrator and the lead.
ending-do = End it today
giving-form = Give a further role
giving-asks = A peer supporter needs what each seat asks for: checks, training, references. What is missing stands on this page then, and no seat is theirs until it is there.
giving-signs-out = They are told, and sign in again.
giving-role = As what
giving-do = Give this role
giving-which = Please choose a role.
giving-worn = They have that role there already.
giving-themselves = Somebody else gives you a role. Ask another administrator.
done-hat-given = The role is theirs. They were told.
ending-link = End this role
ending-waits-over = It is over already. There is nothing to do.
ending-waits-last = Nobody else administers this organisation. Invite another administrator first.
ending-waits-reads = Worries go to them. Name another reader in the settings first.
done-hat-ended = The role is over. Seats of the next two weeks that fell empty are asked for.
