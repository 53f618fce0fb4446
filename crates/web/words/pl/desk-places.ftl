### for: everyone
### Places, made from what is known of each: what a group’s page says of getting in.

fact-step-free = Wejście bez stopnia
fact-loop = Pętla słuchowa
fact-light = Światło
fact-noise = Hałas
fact-toilets = Toalety
fact-bus = Autobus lub tramwaj
fact-privacy = Czy ktoś z zewnątrz słyszy lub widzi
fact-parking = Parking
fact-cost = Koszt
fact-door = Jak znaleźć drzwi
fact-assembly-point = Gdzie się zebrać, jeśli trzeba wyjść
fact-defibrillator = Defibrylator
fact-slope = Nachylenie
fact-surface = Nawierzchnia
fact-stops = Miejsca na odpoczynek
fact-shelter = Schronienie
fact-signal = Zasięg telefonu
fact-says-good = dobrze
fact-says-less = gorzej
fact-says-not-known = nie wiadomo
place-distance-km = { $km } km (w milach: około { $miles })
