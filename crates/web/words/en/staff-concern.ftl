### for: staff
### One worry, for its two readers.

staff-concern-new = A worry, waiting to be read
staff-concern-read = A worry, read
staff-concern-words = What they told us
staff-concern-no-name = They gave no name.
staff-concern-who = It is from { $name }.
staff-concern-no-back = They left no way to reach them.
staff-concern-back = They can be reached by { $way }.
staff-concern-acknowledge = I have read it, and I will see to it
staff-concern-acknowledge-note = They see that it was read. Your name stands with it.
staff-concern-who-reads = Who reads this
staff-concern-private = Only its two readers see this page
staff-concern-looks = Who has opened this page
staff-concern-looks-kept = Each time that somebody opens it is written down. Administrators do not see who that was, until a safeguarding lead lets it be seen. That cannot be taken back.
staff-concern-looks-release = Let administrators see who opened it
staff-concern-looks-gone = Administrators can see who opened it.
