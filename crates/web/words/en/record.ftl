### for: everyone
### What is held about oneself.

record-over = What we hold about you
record-title = { $count ->
    [one] One kind of record
   *[other] { $count } kinds of record
}
record-note = This is all of it, apart from what would tell of somebody else, and what lets you in.
record-ask = To put something right, or to have it erased, ask whoever looks after Bothy here.
record-download = Save it as a file
record-download-note = On a device that others use, they can read the file too.
record-count = { $count ->
    [one] One entry
   *[other] { $count } entries
}
account-record = What we hold about you
account-roles = What you are here as
account-record-note = Your name, hats, seats, letters and where you are signed in.
