### for: staff
### Lists brought in, made from what was read.

run-name = { $rows ->
    [one] { $file }, one row
   *[other] { $file }, { $rows } rows
}
run-by-command = whoever looks after the server
run-note = { $moment }, by { $name }. { $in } in, { $waiting } waiting, { $out } not brought in
run-over = { $name }. Read in { $moment }, by { $by }
run-undone = It was undone { $moment }.
run-looked = Somebody looked at it { $moment }.
done-row-in = It is let in. Only we see it until it is opened to the public.
done-row-listed = It is let in, and on the list of other places that help.
done-row-out = It is not for us. Nothing came in.
done-row-decided = Somebody has decided this one already.
done-row-outside = The group that this belongs to has fixed weeks, and this begins outside them. Nothing was changed.
done-run-undone = It is undone.
done-run-kept = It is undone, but for what is used by now.
