### for: staff
### For how long things are kept.

keeping-title = How long things are kept
keeping-over = Settings
keeping-what = Each kind of record goes by itself once it has had its time. You can keep a kind for longer where you have a reason, such as what a funder or an inspector asks. You cannot keep it for less.
keeping-what-not = What is not listed here has one length, or stays as long as the service. A single person or worry is kept for longer by a hold, on their own page.
keeping-now = Kept for { $count ->
    [one] one day
   *[other] { $count } days
}
keeping-suggested = as Bothy suggests
keeping-suggests = Bothy suggests { $count } days.
keeping-at-most = You can keep it for up to { $count } days.
keeping-decided = { $name } decided it, { $moment }.
keeping-why = Why: { $reason }
keeping-change = Change how long
keeping-days = For how many days
keeping-days-hint = From { $least } to { $most }. A year has 365, six years have 2,192.
keeping-reason = Why
keeping-reason-hint = It stands in the record of what was done. Leave out names.
keeping-save = Keep it that long
keeping-warning = What has gone is gone. A longer time holds for what is still here.
keeping-say-number = Please write a number of days, such as 365.
keeping-say-shorter = It is kept for { $count } days at least.
keeping-say-longer = It is kept for { $count } days at most.
keeping-stale = Somebody changed this meanwhile. Please look at it again.
keeping-kind-tokens = Tokens of programs, after they ended
keeping-kind-sign-ins = Sign-ins, after they ended
keeping-kind-notices = Letters and notices, after they left
keeping-kind-known-devices = Browsers that we know, after they were last used
keeping-kind-recoveries = Askings to be let back in, after they ended
keeping-kind-imports = Lines of lists that were brought in
keeping-kind-signposts = Who told people of other places
keeping-kind-offers = Who was asked for a seat, after the session
keeping-kind-duties = Duties, after they were over
keeping-kind-concerns = Worries, after they were read
keeping-kind-reasons = Reasons in words, after they were given
keeping-kind-person = Somebody’s record, after their last role ended
keeping-kind-other = Another kind of record
audit-thing-kept = { $kind }: { $count } days
done-keeping = That is kept for so long from now on.
