### for: staff
### One worry as its readers see it, made from what was written down.

desk-concern-told = Told us { $moment }
desk-concern-has = { $name } has it. Noted { $moment }.
desk-concern-kept = Somebody has it
desk-concern-readers = { $first } and { $second } are asked to read it. A safeguarding lead can read it too. Each time that somebody opens this page is written down.
desk-concern-no-words = They did not write anything more.
desk-about-myself = About the person who told us
desk-about-somebody-else = About somebody else
desk-about-supporter = About a supporter or somebody on the staff
desk-about-place = About a place
desk-about-words = About something that was written
desk-about-other = About something else
desk-about-danger = { $about }. Somebody may be in danger now.
