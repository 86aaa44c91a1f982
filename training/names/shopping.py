"""Sentences about goods, brands and parts of programs, with people in some of them.

The slots are those of `templates`, and: `[B]` a brand, `[I]` a kind of product, `[U]` a colour,
`[Z]` the name of a product without its kind, `[Y]` such a name that is also a person's, `[M]` a
feature of a program, `[J]` some capital letters.
"""

from __future__ import annotations

from typing import Final

GOODS: Final = """
my [X] won't turn on since the update
The [X] I ordered in [W] has not shipped yet.
i want to order the [X] but checkout fails
Is the [X] back in stock?
is the [X] in [U] available
Do you have the [X] in [U] or [U]?
I ordered [U] but got [U].
Size M, colour [U].
The [U] one is darker than in the picture.
please exchange the [X] for the [X]
swap [Z] for [Z] please
The [Z] has a scratch on the left side.
does the [Z] fit in a small room
how wide is the [Z]?
can you add a [Z] to my order [N]
The [Z] [I] came without screws.
the [Y] [I] is sold out
The [Y] [I] runs small, I usually wear a 38.
Will the [Y] [I] be discounted?
[Z] [I], [U], size 40
[X], [U], size L, wrong one sent
two [X], one [Z] and a [B] [I] were in the box
My [B] stopped working after two months.
my [B] [I] leaks
Our [B] does not drain anymore, error [N].
[B] [I] shows [K]
the [B] broke
[B] says the link has expired
[B] declined my payment
[B] took the money but the order is pending
[B] sent me to you
[B] handed the parcel over to [B].
[B] left a note but no parcel
[B] has it cheaper, do you match?
[B] sells the same [I] for half
Bought it at [B] in [L].
We bought the [I] at [B].
can I use my [B] voucher here
my [B] points are gone
is [B] included in the sale?
Does [B] work with [B]?
The sync between [B] and [B] broke yesterday.
[B] and [B] no longer talk to each other
[B] import stops at row [N]
[B] tickets are not created from the form
[B] notifications come twice
[B] app shows a blank page
the [B] integration asks for a token
[B] login loops
I can't connect [B] to my account.
Can I pay with [B] or [B]?
please refund me to [B]
[B] blocks the installer
[B] cannot find my [I]
[B] doesn't understand me
hey, [B] is offline again
[B] changed the flight to [L]
[B] charged the deposit twice
booking at [B] [L] was cancelled
Hotel [Y] didn't have our room.
Villa [Y] had no hot water.
Our stay at the Grand [Y] was awful.
Restaurant [Y] says it knows of no voucher.
row F, two seats for [Z]
tickets for [B] on [W]
the [B] audiobook stops in chapter [N]
The [Y] [I] arrived without a lid.
the [Y] course won't play
the [Y] collection is sold out
[Y] [I], exchange for L
are [Y] socks in the sale
I wear [Y] perfume, is it back?
A case of [Z] arrived with two broken bottles.
[Z] and [Z] were missing in my box.
my box had [Z] instead of [Z]
Is the [Z] vegan?
the [Z] was cold when it arrived
is [Z] available without prescription
They forgot the [Z].
I'd like the [Z] with [U] legs.
Where can I find [M]? It was under [M].
How do I turn on [M]?
the [M] widget keeps resetting
[M] is missing in the sidebar.
When will [M] be part of [M]?
Please enable [M] for our workspace.
Go to Settings, [M] and tap [M].
Open [M], then [M].
It's under [M] > [M] > [M].
tap [M], then [M]
Click [M] and wait for [M].
the button [M] is grey
The page says "[M]" and stops.
My status went from [M] to [M].
[M] cannot be exported
[M] ran twice on [W].
[M] hides [M].
Move me from [M] to [M].
how much is [M] per month
The [M] plan is too expensive.
Is [B] support in the [M] plan?
my [M] benefits are gone
[M] fails on [B]
Best Regards
Kind Regards
Thanks In Advance
Many Thanks
Very Bad Service
Please Help Me
Still Waiting For Your Answer
Where Is My [I]
I Want My Money Back
Hello I Have A Question
Good Evening, Need Help With My [I]
Dear Seller, the [I] is broken.
Dear Sirs,
Hi Support Team
Hello Folks, the [I] is late
Sent from my [X]
Sent from [B] Mail
Get [B] for [B]
The SKU is wrong in the CSV.
The [J] is not accepted.
Need [J] for the shipment.
HR can't see [M], Legal wants the [J].
Finance blocked it, Marketing can't log in.
my parcel is stuck in [L]
can i pick it up in the [L] shop
we moved from [L] to [L], do you ship there
Arrived at hub [L], then nothing.
Is your [L] store open on [W]?
returns to your [L] warehouse take weeks
the [L] office can't log in
The [L] tour was full.
flight from [L] to [L] on [W]
i am from [L] and my [I] is late
hi the [I] is broken
hello, [I] [N] is late
please [M] my account
can you check my order
thanks, that fixed the [I]
ok great the [I] works
"""
WITH_PEOPLE: Final = """
[G] told me the [X] is back in [W].
[G] from [B] said it ships on [W].
hi this is [P], my [I] is late
hi its [G], the [X] broke
im [G], customer since [W]
[G] here, my [B] is broken
I spoke to [G] about the [X].
i talked to [G] yesterday and the [I] was promised
can you ask [G] if the [X] is reserved
My wife [P] signed for the [B].
my brother [G] uses [B] on this account
my daughter [G] lost the [I]
I gave the [I] to your driver [G] in [L].
The [X] is for [P], not for me.
[G] bought the [U] [I]
[P] bought the [X] for me.
[G] says the [Z] flickers.
[G] and [G] share the [M] plan.
remove [P] from [M]
give [G] access to [M]
add [P] as [M]
[G]'s login to [B] is locked
move the [B] tickets from [G] to [G]
[G] can you look at this [B] payout
is [G] from [M] working today
Spoke to [G] about [M].
ask [G] in [M] please
ask [S] at the [L] office
[P] asked for the [M].
The technician, [P], replaced the [I].
We talked to [P] from [B].
your agent [G] hung up on me
was [G] right about the [I]
i was promised a refund by [G]
who is [G]? He answered my mail about the [X].
[G] left the company, close his [B] account.
the tenant [P] broke the [I]
deliver the [I] to [A]
send the [X] to [A], not to the [L] shop
pick the [I] up from [A]
Ship my [B] to [P], [A]
i live at [A] and the [X] never came
thanks [G], the [I] works
ok [G], I'll try [B]
Hi [G],\\nthe [X] is here.\\nRegards\\n[P]
For [G]'s birthday I ordered a [Z].
the driver from [B] was called [G]
[G] booked [L] to [L] with [B]
our trainer [G] cancelled the course
room for [T] and [T] [S]
[T] [S] needs the [I] by [W]
last name is [S]
first name [G]
it is registered to [P]
please call [T] [S] on [W]
"""
