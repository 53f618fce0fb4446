### for: staff
### Places.

staff-places-title = { $count ->
    [0] No places yet
    [one] One place
   *[other] { $count } places
}
staff-places-empty = Places stand here once somebody adds them.
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
staff-places-add = Add a place
staff-places-add-it = Add this place
staff-places-kind = What is it?
staff-place-name = Its name
staff-place-address = Where it is
staff-place-address-hint = Street and number. For a walk, from where to where.
staff-place-postcode = Postcode
staff-place-postcode-hint = It tells us where it lies on the map. A walk may have none.
staff-place-door = How to find the door
staff-place-no-door = Nobody has written down how to find the door.
staff-place-meet = Where the walk begins
staff-place-no-meet = Nobody has written down where to meet.
staff-place-starts-at = It starts at
staff-place-not-known = Not known yet: { $facts }.
staff-place-no-halls = No rooms are written down.
staff-place-no-sessions = None that you plan.
staff-place-line = The line of the walk
staff-place-no-distance = Nobody has written down how long it is.
staff-place-edit-line = Change the line of the walk
staff-place-edit-running = Change keys, opening or address
staff-place-distance = How long is it, in kilometres?
staff-place-distance-hint = Such as 3.2
staff-place-distance-checked = When did one of us last walk it?
staff-place-start = Where does it start?
staff-place-opening = Opening
staff-place-opener = Who opens it?
staff-place-hours = When is it open?
staff-place-opening-checked = When did one of us last check the opening?
staff-place-keys = Keys
staff-place-key = Who has the key?
staff-place-second-key = Who has the second key?
staff-place-second-key-hint = Somebody else, for the evening when the first cannot come.
staff-place-keys-checked = When did one of us last check the keys?
staff-place-caretaker = Caretaker
staff-place-caretaker-who = Who looks after the building?
staff-place-caretaker-checked = When did one of us last check that?
staff-place-alarm = Alarm
staff-place-alarm-what = What must one know about the alarm?
staff-place-alarm-hint = Only those who plan see this. Do not write the code here.
staff-place-alarm-checked = When did one of us last check the alarm?
staff-place-hall-name = What is the room called?
staff-place-hall-holds = How many people does it hold?
staff-place-hall-words = What is it like?
staff-place-hall-add = Add a room
staff-place-hall-add-it = Add this room
staff-place-hall-retire = We do not use this room any more
staff-place-hall-use-again = We use this room again
staff-place-hall-retired = We do not use it now.
staff-place-picture = Put up a picture of the door
staff-place-picture-other = Change the picture
staff-place-picture-file = A picture of the way in
staff-place-picture-hint = A JPEG, PNG or WebP of at most 2 MB, with nobody on it. We take out what the camera wrote into it, such as where it was.
staff-place-picture-words = What does it show?
staff-place-picture-words-hint = For those who cannot see it: “A green door with a ramp, left of the big steps.”
staff-place-picture-put = Put up this picture
staff-place-picture-remove = Take the picture down
