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
place-opening = When it is open
place-room = { $name }. For { $holds } people
