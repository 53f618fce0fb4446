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
group-needs-line = No help line is written down. Whoever needs somebody at once would find no number. An administrator writes one down in the settings.
group-needs-sheet = Nobody has confirmed the recovery sheet. Without it a lost key would take everything that people write here. Ask whoever runs the machine.
group-needs-purpose = It does not say what it is for.
group-open-already = It is open.
group-has-ended = It has ended, and stays so.
group-say-kind = Choose who may come, and when.
group-say-minimum = Choose a number from 1 to { $most }.
group-say-purpose = Everyone can see this group. Say what it is for.
group-too-long = That is longer than we can take. Could you make it shorter?
desk-somebody = Somebody
done-group-opened = Everyone can see it now.
own-say-date = We could not read this date. Write day, month and year.
own-say-first = Say on which day it begins.
own-say-last = Say on which day it ends.
own-ends-first = It ends before it begins.
own-joins-late = That is after its last day.
own-say-holds = Choose a number from 2 to { $most }, or leave it empty.
own-say-weeks = Choose a number from 1 to { $most }, or leave it empty.
own-sessions-outside = { $count ->
    [one] One session is planned outside these days. End its rule first, under “When it meets”.
   *[other] { $count } sessions are planned outside these days. End their rule first, under “When it meets”.
}
parts-say-title = Part { $part } has no title.
parts-say-link = The link of part { $part } cannot be used. A link starts with https://
parts-too-long = Part { $part } is longer than we can take. Could you part it?
parts-too-many = A course has { $most } parts at most.
parts-stale = Somebody changed this group meanwhile. What you wrote is still here. Look, and save again.
parts-no-day = No meeting is planned for it yet
parts-day = On { $day }
done-parts-saved = The parts are saved.
questions-say-question = Answer { $question } has no question.
questions-say-answer = Question { $question } has no answer yet. Whoever reads it would be left alone with it.
questions-too-long = Question { $question } is longer than people read. Could you make it shorter?
questions-twice = Question { $question } stands there twice.
questions-too-many = A group answers { $most } questions at most.
done-questions-saved = The questions are saved.
