"""Templates of sentences with slots for names, addresses, and texts that look similar.

Slots: `[P]` a full name, `[G]` a given name, `[S]` a surname, `[T]` a title, `[A]` an address,
`[C]` a company, `[L]` a place, `[X]` a product, `[W]` a capitalized word that is not a name, `[N]`
a number, `[D]` a date, `[E]` a mail address, `[F]` a phone number, `[K]` a code.
"""

from __future__ import annotations

from typing import Final

SUPPORT: Final = """
Hi, my name is [P] and I can't log in.
Hello [G], thanks for getting in touch with [C].
Hey [G]! Your refund was sent on [D].
Dear [T] [S], we have received your complaint about the [X].
Dear [P],\\n\\nplease find the invoice attached.\\n\\nKind regards,\\n[P]
Best,\\n[G]
Thanks,\\n[P]\\n[C]
Thank you [G], that worked.
Regards\\n[P]\\n[A]\\n[F]
This is [P] from [C], am I speaking with [G]?
I'm [P], I wrote to you yesterday.
im [G] and my parcel is lost
I am [G] [S], customer number [N].
it's [G] again, still no answer
You are chatting with [G] now.
My colleague [G] will call you back at [F].
I have spoken to [G] before, then [G] took over.
Can I please talk to [P]?
Could you put me through to [T] [S]?
The account is in the name of [P].
The card is in my wife's name, [P], not mine.
It should say [P], not [P].
Please change my surname from [S] to [S].
My maiden name was [S].
my last name is [S] and my first name is [G]
First name: [G]\\nLast name: [S]\\nEmail: [E]
Name: [P]\\nAddress: [A]\\nPhone: [F]
Full name [P], date of birth [D]
Customer: [P]
Contact: [P], [F], [E]
Recipient: [P]\\n[A]
Ship to:\\n[P]\\n[A]
Bill to: [C]\\n[A]
Attn: [P]
Authorised signatory: [P]
Emergency contact [G] [S] [F]
Please add [P] as a second cardholder.
please remove [G] from my account
I'd like to transfer [N] to [P].
I sent the money to [G] by mistake.
My landlord [P] needs a receipt.
My son [G] broke the screen.
my husband [G] ordered it
My mother, [P], passed away in May.
The driver, [G], left it with my neighbour [T] [S].
[G] signed for the parcel but nobody here is called [G].
The parcel was handed to a certain [S].
The technician [P] came on [D].
Your agent [G] was very kind.
Your colleague [G] promised me a refund.
I was told by [G] that [X] is covered.
As [G] explained, the warranty covers [X].
Spoke with [P] on the phone, [G] confirmed the refund.
@[G] can you take this one?
[G], please escalate.
[G] please check the [X]
Assigned to [P] by [G].
Note: customer [S] called twice.
Called [T] [S] back, no answer.
[P] (customer) wrote:
From: [P] <[E]>\\nTo: [C] <[E]>
On [D], [P] wrote:
Sent by [G] from my [X]
agent: hello [G], how can I help?
[G]: hello\\n[G]: hi, what is your order number?\\n[G]: [N]
[P]: I need help with my [X].\\nAgent: Of course, [G].
Is [G] available? I would rather speak with [G].
Thanks a lot [G] and [G]!
Thanks to [G], [G] and [T] [S] for helping.
Sorry [G], I can't find it.
Welcome back, [G].
Good morning [T] [S],
Goodbye [G].
Have a nice day, [G]!
What is your name? [P]
Who am I speaking to? [G] here.
Could you spell it? Sure, [P].
Sure, it is [P].
[P] it is.
under [P]
the booking is for [P] and [P]
Passenger: [P], seat 12A
Table for four, [S].
Room for [T] and [T] [S], please.
Reservation name [S]
Beneficiary [P], IBAN to follow.
The cheque was made out to [P].
I am the executor of [P]'s estate.
[G]'s order has not arrived.
[P]'s address is [A].
I forwarded [G]'s mail to [T] [S].
signed, [P]
- [G]
~[G]
"""
PLACES: Final = """
My new address is [A].
I used to live at [A], now it is [A].
The van broke down near [A].
Pick up from [A], drop off at [A].
You find us between [A] and [A].
Please ship it to [A].
please send it to [A] thanks
Change the delivery address to [A] please
I live at [A].
i live on [A]
[A]
Deliver to [A] before noon.
The shop at [A] is closed.
I am at [A], where are you?
Our office is located at [A].
Billing address: [A]
Where do you live? [A]
The address is [A].
[P]\\n[A]
[P]\\n[X] consultant\\n[A]\\nMobile: [F]
[C]\\n[A]\\nPhone: [F]\\nFax: [F]\\n[E]
The parcel was left at [A] but I live at [A].
Bring the [X] to [A] and ask for [G].
There was an accident at [A] this morning.
He grew up at [A].
The house on [A] is for sale.
Return it to [A].
My billing address is [A] and card [N].
Update card [N] with [A]
Is [A] in your delivery area?
can you deliver to [A]?
The store is on [A], isn't it?
Located at [A], the restaurant opens at 9.
[G] lives on [A].
[C], [A]
we were waiting at [A] for an hour
their headquarters are at [A]
go to [A], then turn left
I want to add two addresses: [A] and [A].
"""
PROSE: Final = """
[P] was born in [L] in [N].
[P] is a novel by [P], set in [L].
[S] directed the film and [P] wrote the music.
The album by [P] was released in [N] on [C].
"I did not expect that," said [P].
"Fine," [G] said.
asked [G], while [G] was cooking
[G] and [G] went to [L] last summer.
[G] told [G] the truth.
What did [G] say?
How old is [G] now?
Will [G] be there too?
Do you remember [P]?
The partners [S], [S] and [S] left.
When is [G] coming home?
I saw [P] play in [L].
I miss [G] so much
[G] is such a good singer
happy birthday [G]!
We called her [G].
They named the boy [G].
[P], the president of [C], resigned on [D].
[P], [N], of [L], won the race.
Professor [S] teaches at [C].
President [S] met Queen [G] in [L].
According to [T] [S], sales at [C] fell.
[P] works for [C] as a nurse.
The lawyer [P] represents [C].
[S] scored twice and [S] once.
Songs by [P] and [P]
In [N], [P] and [P] founded [C].
[S]'s theory was rejected by [S].
[S]'s next film, with [P] and [P], is about [L].
The poet [P] (born [D]) lived in [L].
[G], go home!
Come on, [G].
[G]: Where are you?\\n[G]: At the station.
[G]? Is that you?
Nobody knows where [P] lives.
In the words of [P]: never again.
The [S] family moved to [L].
The [C] office in [L] hired [P].
Ask [G] or [G].
is [G] there
tell [G] i said hi
[P] and his sister [G] own [C].
The painting, bought by [T] [S] from [P], was a fake.
By [P]\\n[D]
Photo: [P]
Written by [P], translated by [P].
Like [S], the critic [P] hated it.
[P] - vocals, [P] - drums, [P] - bass
Starring [P], [P] and [P]
Reporter [P] tweeted from [L].
The doctor, [P], examined the patient.
Patient: [P], seen on [D]
It was a cover of a song [S] wrote.
The [G] [S] show is on tonight.
I love [G], [G] and [G] but not [G].
"""
NOBODY: Final = """
[C] opened a branch in [L].
[W] and [W] are closed on [W].
How do I change my [W] settings?
Can I pay with [X]?
My [X] does not work with [X].
I bought it at [C] on [D].
We are flying to [L] on [W].
[L] is lovely in [W].
[W] [W]: [N]
The [W] [W] is free until [D].
Please open [W] > [W] > [W].
The [C] was founded in [L] in [N].
I am from [L] but I live in [L].
Where is my order [N]?
Will it arrive before [W]?
Black Friday offers at [C]
[L] is the capital of the region.
The Ministry of Finance in [L] published the report.
Error [N]: [W] failed.
Step [N]: choose [W], then [W].
I AM VERY ANGRY, WHERE IS MY ORDER?
Is there a discount for students?
May I return it? Will you refund me?
I will grant access in a minute.
Dear customer, dear team, dear all,
Hi there,
Hello! How can I help you today?
Thank you for contacting [C].
Best regards,\\n[C] Customer Support
Kind regards,\\nThe [C] Team
I want to return my [X], it is broken.
I think the [X] is better than the [X].
[C] and [C] merged.
[C] shares fell by [N] percent.
She is Japanese and he is Brazilian.
Act [N] of the Data Protection Law protects customers.
Does [C] deliver to [L]?
The [L] Museum lent it to the National Gallery.
A storm hit the [L] harbour in [N].
The choir of [L] sang in the Great Hall.
Rule [N] of the Code is called [W] and [W].
I work for [C].
The [X] was made in [L].
our flight to [L] was cancelled by [C]
I can't find the [W] button.
please cancel my [W] subscription
My [W] order is late, please refund [N] dollars.
Track it at [W] [W].
Your [W] is ready. Sincerely, [C]
[W] has been updated. Thanks!
Only [N] left in stock!
The [N] [W] models cost [N] each.
It takes [N] to [N] working days.
We ship from [L], [L] and [L].
Opening hours: [W] to [W], 9 to 17
Nothing. Sorry. Great. Perfect. Okay. Sure.
Yes. No. Maybe. Please wait. Hold on.
Regarding order [N], placed on [D].
In [L] and in [L] people speak [W].
The people of [L] voted on [W].
[L] beat [L] on [W].
Call me at [F].
call [F] or [F] after six
My number is [F], not [F].
Is [F] still your number?
The number on the card is [N].
My account number is [K].
my licence is [K]
Code [K], serial number [K]
The queen arrived in [L] yesterday.
Our king visited [L] and [L].
His Majesty opened the [L] bridge.
The chief executive of [C] spoke in [L].
A spokesman for [C] said nothing.
"""
