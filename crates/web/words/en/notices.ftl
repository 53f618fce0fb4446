### for: everyone
### What goes out to people. A subject tells nothing to whoever looks over a shoulder.

notice-subject = You have a new note
notice-seat-asked = Can you hold { $group } on { $day } at { $time }? The first yes has it. Answer on your own page. No is fine too.
notice-seat-asked-again = { $group } has moved to { $day } at { $time }. Can you hold it then? Answer on your own page. No is fine too.
notice-seat-ask-moved-away = { $group } has moved to { $day } at { $time }. You can’t hold it then, so you are no longer needed. Thank you.
notice-seat-ask-called-off = You were asked to hold { $group } on { $day } at { $time }. It is called off, so you are no longer needed. Thank you.
notice-seat-nobody-left = Nobody who was asked can hold { $group } on { $day } at { $time }. Please look for somebody on its page.
notice-seat-filled = Thank you. { $group } on { $day } has somebody now.
notice-seat-yours = { $group } on { $day } at { $time } is yours. Thank you.
notice-seat-given = You are on { $group } on { $day } at { $time }. If that is not right, hand it back on your own page.
notice-seat-taken-back = You are no longer on { $group } on { $day }. Your coordinator can tell you more.
notice-seat-lost-by-move = { $group } has moved to { $day } at { $time }. You can’t hold it then, so somebody else is being found.
notice-session-called-off = { $group } on { $day } at { $time } is called off.
notice-session-runs-after-all = { $group } on { $day } at { $time } runs after all.
notice-session-moved = { $group } has moved. It is now on { $day } at { $time }.
notice-session-place-changed = { $group } on { $day } at { $time } has a new place. Look at the session.
notice-duty-is-yours = Something needs you. It is on your page for today.
notice-duty-asked = Somebody asks if you would take something over. It stays with them until you say yes.
notice-duty-done = Something you took is done. Thank you.
notice-duty-called-off = Something you took is no longer needed. It was called off.
notice-duty-time-passed = Something you took is over. Its time has passed.
notice-worry = Somebody has told us a worry. Please read it today and say that you have it.
notice-worry-danger = Somebody may be in danger. Please read it now and say that you have it.
notice-other = There is something new on your page.
notice-invited = You are invited to help. Open this and choose a password. It works once, for seven days: { $link }
notice-recovered = Two of us said that you may come back in. Open this and choose a new password. It works once, for one day: { $link }
notice-letters-tried = Letters arrive here. You sent yourself this one to see that they do.
notice-passkey-added = A passkey was added to how you sign in. If that was not you, please ring us today.
notice-passkey-removed = A passkey was removed from how you sign in. If that was not you, please ring us today.
notice-password-changed = Your password was changed. If that was not you, please ring us today.
notice-account-linked = Another account now lets you sign in here. If that was not you, please ring us today.
notice-account-unlinked = An account that let you sign in here does so no more. If that was not you, please ring us today.
notice-hat-given = You have a further role here from today. Please sign in again. If nobody has spoken with you about it, please ring us.
notice-hat-ended = A role of yours here has ended today. If nobody has spoken with you about it, please ring us.
notice-recovery-asked = Somebody has lost their way in and asks to be let back in. Please look at who can sign in.
notice-recovery-asked-for-you = Somebody asks to be let back in as you. If it is you, two of us will speak with you. If not, please tell us.
