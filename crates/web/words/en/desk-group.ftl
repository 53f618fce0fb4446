### for: staff
### A group from the inside, made from what was written of it.

kind-open = Open
kind-open-hint = People join when they like and stay as long as they like.
kind-drop-in = Drop-in
kind-drop-in-hint = Anyone may come, with no word before.
kind-closed = Closed
kind-closed-hint = The same people from first to last.
kind-rolling = Rolling
kind-rolling-hint = When one place comes free, someone new joins.
kind-activity = A walk or something to do
kind-activity-hint = People come for what is done together.
kind-chat = By typing
kind-chat-hint = People meet online and write.
kind-two = Two people
kind-two-hint = Nobody else sees it.
kind-course = A course
kind-course-hint = One part after the other, week by week.
group-needs-readers = { $named ->
    [0] Nobody is named to read worries. Two people are needed, so that one may be ill.
   *[other] One person is named to read worries. Two people are needed, so that one may be ill.
}
group-needs-purpose = It does not say what it is for.
group-open-already = It is open.
group-has-ended = It has ended, and stays so.
group-say-kind = Choose who may come, and when.
group-say-minimum = Choose a number from 1 to { $most }.
group-say-purpose = Everyone can see this group. Say what it is for.
group-too-long = That is longer than we can take. Could you make it shorter?
desk-somebody = Somebody
done-group-opened = Everyone can see it now.
