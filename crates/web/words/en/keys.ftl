### for: staff
### The keys that lead from page to page, and leaving them off.

keys-link = Keys
keys-title = Keys
keys-lead = For those who are here all day with a keyboard. You need none of them.
keys-go = Go to a page
keys-go-how = Press one key, let go, then press the other.
keys-on-page = On a page
keys-next = The next row of a list
keys-previous = The row before
keys-search = The field to search in, where there is one
keys-this = This page
keys-only-look = They only go somewhere. No key changes anything. They rest while you type in a field.
keys-are-on = They are on
keys-are-off = They are off
keys-where = If you speak to your computer, or keys get pressed by chance, leave them off. This browser remembers it until you press Leave.
keys-switch-off = Switch them off here
keys-switch-on = Switch them on here
keys-account = Go from page to page by keyboard, or switch that off.
keys-account-link = See the keys
done-keys-off = The keys are off in this browser.
done-keys-on = The keys are on in this browser.
