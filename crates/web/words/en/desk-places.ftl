### for: staff
### Places, made from what is known of each.

fact-step-free = A way in without a step
fact-loop = Hearing loop
fact-light = Light
fact-noise = Noise
fact-toilets = Toilets
fact-bus = Bus or tram
fact-privacy = Whether others hear or see in
fact-parking = Parking
fact-cost = Cost
fact-door = Finding the door
fact-assembly-point = Where to meet if we must leave
fact-defibrillator = Defibrillator
fact-slope = Slope
fact-surface = Ground underfoot
fact-stops = Places to stop and rest
fact-shelter = Shelter
fact-signal = Phone signal
fact-says-good = good
fact-says-less = less good
fact-says-not-known = not known
fact-not-checked = Not checked yet
fact-date = We could not read this date. Write day, month and year, not a day to come.
fact-long = That is longer than we can take. Could you make it shorter?
place-not-looked = { $address }. Nobody has looked at it yet
place-key = Holds the key
place-second-key = Holds the second key
place-caretaker = Caretaker
place-alarm = Alarm
place-opening = Opening
place-distance = How long
place-distance-km = { $km } km, about { $miles } miles
place-walk = A walk
place-walk-of = A walk of { $km } km
place-opened-by-us = One of us opens it
place-open-anyway = It is open when we come
place-nobody = Nobody
place-start = Where it starts
place-no-start = Not one of our places
place-kind-building = A building
place-kind-route = A walk
place-kind-route-hint = A path, with where it starts.
place-held = { $count ->
    [0] No sessions in two weeks
    [one] One session in two weeks
   *[other] { $count } sessions in two weeks
}
place-look-never = Nobody has checked it yet
place-look-now = Time to look at it again
place-look-on = Look again from { $day }
place-session = { $when }: { $name }
place-session-off = { $when }: { $name } (called off)
place-say-name = What is it called?
place-say-long = That is longer than we can take. Could you make it shorter?
place-say-postcode = We could not read this postcode. An example is EH4 7RD.
place-say-kind = Is it a building or a walk?
place-say-same-person = Both keys are with one person. Choose somebody else for the second.
place-say-first-key = Who has the first key?
place-say-not-ours = This person does not work here now. Choose somebody else.
place-say-distance = We could not read how long it is. An example is 3.2.
place-say-start = Choose one of our buildings.
place-hall-name = What is the room called?
place-hall-same = Another room here has this name.
place-hall-holds = Write a number, or leave it empty.
place-name = Name
place-address = Where it is
place-postcode = Postcode
picture-none = Choose a picture first.
picture-words = Say in words what the picture shows.
picture-words-long = The words are longer than we can take. Could you make them shorter?
picture-large = This picture is larger than 2 MB. Send a smaller one.
picture-not-read = We could not read this as a picture. Send a JPEG, PNG or WebP.
picture-dots = This picture is too wide or too high for us. Send a smaller one.
place-room = { $name }. For { $holds } people
