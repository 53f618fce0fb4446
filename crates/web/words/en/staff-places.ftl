### for: staff
### Places.

staff-places-title = { $count ->
    [0] No places yet
    [one] One place
   *[other] { $count } places
}
staff-places-empty = When you bring in a list of places, they stand here.
staff-places-import = Bring in a list
staff-places-all = All places
staff-place-facts = What it is like
staff-place-no-facts = Nobody has written down yet what it is like.
staff-place-edit = Change what it is like
staff-place-says = { $fact }: what is it like?
staff-place-words = More, in our own words
staff-place-checked = When did one of us last check?
staff-place-halls = Rooms in the building
staff-place-running = Keys and who opens
staff-place-no-keys = Nobody is named for the key.
staff-place-next = Next here
