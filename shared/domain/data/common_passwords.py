"""The most used of the passwords that were really leaked, in lower case, of those that are long enough.

They are the 20,000 of Django 5.2.19 and 10,000 of zxcvbn 4.5.0, in order, so that they zip well.
Written by tests/common_passwords_source.py, never by hand. Imported late: only who sets a password needs it.
"""

MOST_USED = """
!@#$%^ !ab#cd$ !qaz1qaz !qaz2wsx "1,00001e+14" "k.,jdm" "zxcvbnm," "zxcvbnm,./" #1bitch #1pimp #1stunna
%%passwo &#2336: &#2336; &hearts &hearts: ****** ******** ********** *123456 -deleted- ...... .adgjm .adgjmptw
0.0.0.000 0.0.000 0.00000000 000000 0000000 00000000 000000000 0000000000 000000000000 0000000000o 0000001
0000007 000000a 000001 000006 000007 000009 00000a 00001111 000111 000123 000666 000777 000786 000999
000webhost 001001 001100 00110011 001122 00112233 001579238 007007 007007007 007700 007bond 009988 010101
01010101 01011900 01011910 01011950 01011960 01011961 01011970 01011971 01011972 01011973 01011974 01011975
01011976 01011977 01011978 01011979 01011980 01011981 01011982 01011983 01011984 01011985 01011986 01011987
01011988 01011989 01011990 01011991 01011992 01011993 01011994 01011995 01011999 01012000 01012001 01012009
01012010 01012011 010180 010203 01020304 0102030405 010203040506 01021990 01031985 01031988 01031989 01041985
01041988 01061986 01061990 01071986 01081989 01091987 01091989 010989 011194 01121986 01121988 012012 01230123
012345 0123456 01234567 012345678 0123456789 01234567890 0123654789 013579 01470147 0147258369 0147852
01478520 0147852369 014789 0147896325 019283 0192837465 02011971 02011975 02011980 02011981 02011982 02011983
02011984 02011985 02011986 02011987 02011988 02011989 020202 02021971 02021973 02021976 02021979 02021981
02021982 02021983 02021984 02021985 02021986 02021987 02021988 02021989 02021990 020304 02031970 02031973
02031974 02031975 02031977 02031978 02031979 02031980 02031981 02031982 02031984 02031985 02031986 02031987
02031988 02031989 02041972 02041973 02041974 02041975 02041976 02041977 02041978 02041979 02041980 02041981
02041982 02041983 02041984 02041985 02041986 02041987 02041988 02041989 02051970 02051972 02051973 02051975
02051976 02051977 02051978 02051980 02051981 02051982 02051983 02051984 02051985 02051986 02051987 02051988
02051989 02061971 02061972 02061974 02061976 02061977 02061980 02061982 02061983 02061984 02061985 02061986
02061987 02061988 02061989 02071971 02071975 02071976 02071978 02071979 02071980 02071981 02071982 02071983
02071984 02071986 02071987 02071988 02071989 02081970 02081973 02081974 02081976 02081977 02081980 02081982
02081983 02081984 02081985 02081986 02081987 02081988 02081989 02091971 02091973 02091975 02091976 02091977
02091980 02091981 02091983 02091984 02091985 02091986 02091987 02091989 02101973 02101976 02101977 02101979
02101981 02101983 02101984 02101985 02101986 02101987 02101988 02101989 030201 030303 03031986 03041986
03041991 03082006 04022000 040404 04041988 04041991 040506 042945d 050505 05051985 05051987 05051989 050965
05200520 060606 06061986 062593 063dyjuy 070707 07071977 07071987 070809 07091990 08031985 08031986 08051990
080808 08081988 08121986 08154711 08520852 085tzzqi 088011 09051945 09061976 090790 090807 090909 09090909
09121962q 091296 098098 098765 0987654 09876543 0987654321 0987654321q 098890 098poi 0icotpd785 0o9i8u
0o9i8u7y 0okm9ijn 0p9o8i7u 0r968ji9ufj6 0range 0wnsyo0 100000 1000000 100001 100100 10011001 10011986 10011990
100200 100200300 100261 10031988 100484 100500 10051987 10071987 100986 101010 10101010 1010101010 10101986
10101990 101080 101085 101086 101087 101088 101089 101090 101091m 101092 101101 101112 10200718 10201020
102030 10203040 1020304050 102030405060 102030a 102102 10241024 102938 10293847 1029384756 103196 108108
10987654321 10pace 10sne1 110001 11001001 110011 110016 110017 110018 110019 110024 110025 110034 110059
110075 110085 110091 110092 110110 110110110 110119 110120 110442 11051987 11051990 11061985 1106782 110688
11081989 111000 11110000 111111 1111111 11111111 111111111 1111111111 11111111111 111111111111 111111111111111
1111111111zz 11111111a 1111111a 1111111q 111111a 111111aa 111111q 111112 1111122222 11111a 11111q 111122
11112222 1111aaaa 1111qq 1111qqqq 111213 11121314 11121986 111222 11122233 111222333 111222tianya 111333
111444 111555 111666 111680 111777 111888 111999 111aaa 111nice 111qqq 112020 112112 112211 11221122 112233
1122334 11223344 1122334455 112233445566 112233a 112233q 112233qq 11231123 112345 1123456 112358 11235813
1123581321 113113 113355 114477 115599 117117 118118 119119 119911 1200nerds 12011987 120120 120197 12021988
120279 12031985 12031987 120389 12051988 120676 120679 120702 120n2x 121001 12101961 121106 1211109032 121121
121212 1212121 12121212 1212121212 1212123 121212a 121212q 121213 12121985 12121990 121234 121282 121283
121284 121285 121286 121287 121288 121289 121290 121292 12131213 121314 12131415 1213141516 121324810z 122001
122002 122112 12211221 122122 122333 1223334444 122334 12233445 123000 1230123 12301230 1230456 123098 123123
1231230 1231231 12312312 123123123 123123123123 123123123a 123123123q 123123321 1231234 12312345 123123456
123123a 123123aa 123123e 123123q 123123qwe 123123z 123147 1232123 1232323q 123234 123258 123321 1233210
1233211 12332112 123321123 123321123321 123321456 123321a 123321aa 123321q 123321qwe 123321z 123333 123369
12340987 123412 1234123 12341234 1234321 1234432 12344321 12344321a 12344321q 123450 1234509876 123451
12345123 1234512345 123454 12345432 123454321 123455 1234554321 1234556 123456 123456! 123456+ 123456. 1234560
12345600 1234561 12345612 123456123 123456123456 1234565 12345654321 1234566 123456654321 1234567 12345671
12345677 12345678 123456780 123456781 123456788 123456789 123456789* 123456789+ 123456789. 1234567890
1234567890- 1234567890-= 12345678900 123456789000 12345678900987654321 12345678901 1234567890123
12345678901234567890 1234567890987654321 1234567890a 1234567890q 1234567890qwertyuiop 1234567890z 1234567891
12345678910 1234567891011 123456789101112 123456789123 123456789123456 1234567891234567 123456789123456789
1234567898 12345678987654321 1234567899 123456789987654321 123456789a 123456789aa 123456789abc 123456789as
123456789asd 123456789b 123456789c 123456789d 123456789e 123456789f 123456789g 123456789h 123456789i
123456789j 123456789k 123456789l 123456789m 123456789n 123456789o 123456789p 123456789q 123456789qaz
123456789qw 123456789qwe 123456789qwerty 123456789r 123456789s 123456789t 123456789v 123456789w 123456789x
123456789y 123456789z 12345678a 12345678b 12345678c 12345678d 12345678j 12345678k 12345678m 12345678q
12345678r 12345678s 12345678z 12345679 123456798 1234567a 1234567aa 1234567b 1234567c 1234567d 1234567g
1234567h 1234567j 1234567k 1234567l 1234567m 1234567n 1234567p 1234567q 1234567qq 1234567r 1234567s 1234567t
1234567u 1234567y 1234567z 1234568 12345687 12345689 1234569 123456987 123456@ 123456a 123456aa 123456aaa
123456ab 123456abc 123456abcd 123456as 123456asd 123456asdf 123456az 123456b 123456c 123456d 123456e 123456f
123456g 123456h 123456i 123456j 123456k 123456l 123456m 123456mm 123456n 123456o 123456ok 123456p 123456q
123456qaz 123456qq 123456qqq 123456qw 123456qwe 123456qwer 123456qwerty 123456r 123456ru 123456s 123456ss
123456t 123456u 123456v 123456w 123456x 123456y 123456z 123456zx 123456zxc 123456zz 123457 123458 123459
123459876 12345a 12345aa 12345abc 12345abcd 12345abcde 12345as 12345asd 12345asdfg 12345b 12345c 12345d 12345e
12345f 12345g 12345h 12345i 12345j 12345k 12345l 12345m 12345n 12345o 12345p 12345q 12345qaz 12345qw 12345qwe
12345qwer 12345qwert 12345qwerty 12345r 12345s 12345six 12345t 12345v 12345w 12345x 12345y 12345z 12345zxc
12345zxcvb 123465 123467 12346789 12348765 12349876 1234aa 1234ab 1234abc 1234abcd 1234as 1234asd 1234asdf
1234five 1234kekc 1234love 1234qaz 1234qq 1234qw 1234qwe 1234qwer 1234qwerty 1234rewq 1234zxcv 123546 123567
1235789 1235813 123581321 123654 1236547 12365478 123654789 123654987 123654a 123666 123678 123698 1236987
12369874 123698741 123698745 123789 123789456 1237895 123852 123890 123987 123987456 123a123 123a123a 123a456
123aaa 123abc 123abc123 123abc456 123abcd 123admin32 123admin321 123admin321a 123asd 123asd123 123asdf 123bbb
123edc 123ert 123ewq 123four 123hfjdk147 123kid 123lol 123love 123masha 123mudar 123odidol 123password 123q123
123q123q 123qaz 123qaz123 123qazwsx 123qq123 123qqq 123qwe 123qwe123 123qwe123qwe 123qwe456 123qweas 123qweasd
123qweasdzxc 123qwer 123qwert 123qwerty 123red 123rrr 123sas 123soleil 123stella 123wer 123xyz 123zaq 123zxc
123zzz 124038 124124 124356 124578 124578963 124816 125125 125678 1272446 128128 128500 12locked 12love
12monkeys 12qw12 12qw12qw 12qw23we 12qw34 12qw34er 12qwas 12qwasz 12qwaszx 12qwerty 12s3t4p55 12step 130130
13021990 13031987 13041987 13041988 13061986 131061 13121985 131313 13131313 131313a 13141314 131415 131420
131421 1314520 1314521 132132 13241324 132435 13243546 132456 13245768 132465 132465798 132680 134679
134679258 134679852 135135 135246 135531 13571357 13572468 13576479 13579- 135790 1357908642 135791 1357911
1357911q 1357913579 135792 13579246 135792468 1357924680 135798642 135799 13587930210 1366613 137900 13791379
139381512 14021985 14021986 140473 14061991 14111986 14121412 141414 14141414 141516 141627 142536 142857
143143 143143143 1435254 145145 145236 14531453 145632 14629227 147147 147147147 147258 14725836 147258369
1472583690 147258369a 147369 1475369 1475963 147741 147852 1478520 14785236 147852369 147896 1478963 14789632
147896321 147896325 147963 14881488 15011987 15021985 15051981 15051990 150556 150781 150801 15101986 151515
15151515 151617 151nxjmt 152535 153153 153426 153624 153759 15426378 154322358 156156 159159 159159159
159258357 159263 159357 159357258 159357456 159357a 159357r 159487 159632 1596321 159753 1597530 159753123
159753159753 159753258 159753456 159753852 159753a 159852 159874 1598741 1598753 159875321 159951 160403
16051980 16051987 16051989 16121987 161616 16161616 162534 168168 168asd168 17011987 17051988 17061988
171204jg 171717 17171717 17171717aa 171819 1725782 172839 173928 18011987 18061990 18091985 18121812 181818
18181818 181920 18273645 18436572 185800 1867sb 187187 18atcskd2w 18n28n24a5 19031903 190494 19051905 19061987
19071907 190986 19101987 191191 1911a1 191919 19191919 192837 19283746 192837465 19411945 19451945 19561956
19571957 19581958 19591959 19601960 19611961 19621962 19631963 19641964 19651965 19661966 19671967 19681968
19691969 196969 19701970 19711971 19721972 19731973 19741974 19751975 19761976 19771977 197777 197800 19781978
197900 19791979 198000 19801980 198100 19810301 198111 19811981 198200 19821108 19821982 198300 198311
19831983 198400 198410 198411 198412 19841984 198484 198500 198511 198512 19851985 198585 198600 198611 198612
19861986 198686 198700 198711 198712 1987123 19871987 198787 198800 19881988 198888 198900 19891989 198989
19901990 19911991 19921992 19931993 19941028 19941994 19951995 19961996 19971997 19981998 19991999 199999
19weed 1a1a1a 1a1a1a1a 1a2a3a 1a2a3a4a 1a2a3a4a5a 1a2b3c 1a2b3c4d 1a2b3c4d5e 1a2s3d 1a2s3d4f 1a2s3d4f5g 1aaaaa
1abcdef 1abcdefg 1amanda 1america 1andonly 1andrew 1angel 1anthony 1apple 1asdfg 1asdfgh 1asdfghjkl 1ashley
1asshole 1babyboy 1babygirl 1badass 1baller 1banana 1basebal 1baseball 1batman 1bigdaddy 1bigdick 1bigdog
1bitch 1blood 1brandon 1bubba 1buster 1butterfly 1chance 1charlie 1chicken 1chocolate 1chris 1computer 1cookie
1cutie 1daddy 1dallas 1daniel 1destiny 1diamond 1dollar 1dragon 1faith 1family 1flower 1footbal 1football
1fptjtl919 1fr2rfq7xl 1freedom 1friend 1fucker 1fuckme 1fuckyou 1g2w3e4r 1gangsta 1george 1golfer 1grandma
1harley 1heart 1hello 1hotmama 1hottie 1hunter 1hxboqg2 1iloveyou 1jasmine 1jennife 1jessica 1jesus 1jordan
1justin 1killer 1letmein 1life2live 1love1 1loveme 1lover 1loves 1loveu 1loveyou 1master 1melissa 1michael
1michelle 1million 1mommy 1money 1monkey 1moretime 1mother 1mustang 1myspace 1newlife 1nicole 1nigga 1nigger
1ofakind 1olmetec1 1onelove 1passwor 1password 1peanut 1pimpin 1player 1princess 1purple 1pussy 1q1q1q
1q1q1q1q 1q2q3q 1q2q3q4q 1q2q3q4q5q 1q2w3e 1q2w3e4 1q2w3e4r 1q2w3e4r5 1q2w3e4r5t 1q2w3e4r5t6 1q2w3e4r5t6y
1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i 1q2w3e4r5t6y7u8i9o 1q2w3e4r5t6y7u8i9o0p 1qa2ws 1qa2ws3ed 1qay2wsx 1qaz!qaz
1qaz1qaz 1qaz2w 1qaz2ws 1qaz2wsx 1qaz2wsx3e 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qaz@wsx 1qazse4 1qazwsx 1qazxc
1qazxsw 1qazxsw2 1qazxsw23edc 1qazzaq1 1qw23e 1qw23er4 1qwert 1qwerty 1qwertyu 1qwertyuio 1ranger 1robert
1secret 1sexybitch 1shadow 1shorty 1soccer 1stunna 1summer 1sunshine 1superman 1tigger 1treehill 1truelove
1v7upjw3nt 1william 1x2zkg8w 1z2x3c 1z2x3c4v 1z2x3c4v5b 1zn6fpn01n 1zn6fpn01x 1zxcvbnm 1zzzzz 200000 20002000
2000comeer 20012001 200200 20022002 20031987 20032003 20042004 20051988 20052005 20061988 20062006 200669
20070509031 20072007 20072008 20082008 20082009 200888 20091988 20091991 20092009 20092010 200991 201001
201010 20102010 2010comer 20111986 20112011 20122012 2012comeer 201301 201314 202020 20202020 202122 203040
20spanks 21011989 21031987 21031988 21031990 21051988 21051991 21052003 21101986 21122112 21125150 2112rush
211314 21152117 212121 21212121 212223 2128506 213213 214365 21864812 22011988 22021986 22021988 22021989
22031984 220389 22041987 22041988 22061941 22071972 22071986 221122 221133 221188 22152182 222111 222222
2222222 22222222 222222222 2222222222 222222a 222333 222444 222555 222777 223322 223344 22334455 223456
2234562 224466 22446688 224488 225588 228228 2300mj 23021986 23041987 23176djivanfros 232323 23232323 232425
233223 234234 234567 2345678 23456789 235689 235711 23jordan 23skidoo 24011985 24061986 24111989 2416101113
242424 24242424 242526 243462536 246800 246810 24681012 246813579 24682468 248001 24862486 24crow 25011990
25031987 25041988 25081988 25091987 25121987 251314 25251325 252525 25252525 25257758 252627 253634 25393275
257ers 258000 25800852 25802580 258258 258369 258456 258741 258852 258963 26031988 26061987 262626 26262626
26665806 26exkp 27061988 27081989 271282 271828 27254931 272727 27272727 27352735 27412678 27731828 28011987
28021990 28021992 28041987 28081976 282828 28282828 29011985 29051989 29071983 290892 290966 292929 2933455
29422277 29694419 29rsavoy 2angels 2babies 2blessed 2bornot2b 2children 2cool4u 2cute4u 2cxdn8s271 2fast4u
2fresh 2gether 2girls 2good4u 2hot4u 2hot4you 2kroliczek 2lovers 2pacshakur 2password 2sexy4u 2short 2sisters
2sweet 2twins 2w3e4r 2w3e4r5t 2wsx3edc 2wsxcde3 2wsxzaq1 3.1415926 3000gt 300300 30031988 30041986 30051985
301197 302010 303030 30media 31011987 31081981rs 311070 311311 312312 313131 31313131 313313 31337a 314159
3141592 31415926 3141592654 3151020 315475 315920 31x7t5xbke 321123 321321 321321321 321456 321456987 321654
32165498 321654987 3216732167 321678 322223 323232 32323232 3232547 32342711 3234412 326159487 3263827 326598
332211 333221 333222 333333 3333333 33333333 333333333 3333333333 333444 333555 333666 333666999 333777 333888
333999 3344520 334455 335533 335577 336699 33rjhjds 343434 34343434 34523452 345345 345678 3456789 3465xxx
3526535265 353535 357159 357357 357753 357951 357mag 360flip 362436 362514 363636 369258 369258147 369369
369369369 369852 369852147 3698741 369963 36mafia 373737 380015 380zliki 383838 393041123 393939 3984240
3angels 3babies 3children 3d8cubaj2e 3daysgrace 3e2w1q 3edc4rfv 3edcvfr4 3girls 3ip76k2 3odi15ngxb 3qdlqb49js
3rjs1la2qe 3rjs1la7qe 3rjs5la8qe 3s43pth5aea 3sisters 3syqo15hil 3x7pxr 400050 400053 400064 400067 400072
400076 400093 400101 40028922 400706 401107 404040 41034103 411001 411014 414141 415263 420000 420247 420420
420weed 421uiopy258 4224035 424242 426hemi 427468 427900 43046721 43214321 434343 435453 4391634m 43922572
44332211 444444 4444444 44444444 4444444444 444555 444777 445566 44magnum 451236 452001 454545 45454545 456123
456123789 456258 456321 456456 456456456 456654 456789 4567890 456789123 456852 456987 45m2do5bs 46265216
4637324 464646 474747 475869 479373 48151623 4815162342 4826159 484066 484848 494949 4children 4everlove
4girls 4jesus 4me2know 4money 4mykids 4myspace 4r3e2w1q 4rfv3edc 4rfv5tgb 4runner 4snz9g 4wheeler 500000
500016 500072 500500 505050 50505050 50cent 50spanks 515000 515051 51505150 515151 515253 518518 520025
5201314 520520 520530 520love101182 5211314 521521 52253823 523456 524645 525252 52hoova 53472235 535353
543210 54321a 54321q 545454 5482++ 5532361cnjqrf 554455 555000 5550666 5551212 555222 555333 555444 555555
5555555 55555555 555555555 5555555555 555555a 555556 55555a 555666 555777 555888 55665566 556677 55667788
557799 55bgates 55chevy 560001 560034 560037 560076 560078 5641110 564335 565656 56565656 567567 567765 567890
567tyu 575757 57chevy 584520 5845201314 584521 585858 586016 595959 59mile 59trick 5a8b9c2d 5children
5hsu75kpot 5plk4l5uc7 5poppin 5tgb6yhn 5wr2i7h8 5x1cjdsb9p 5xfgs3ii9d 600041 606060 615243 616161 619619
619rey 622521 622906268 62543234 626262 634142554 635241 6358986 636363 646464 64impala 651550 654123 654321
6543210 6543211 654321a 654321q 654654 654789 654987 655321 656565 65mustang 6655321 665544 6661313 66613666
666333 666555 666666 6666666 66666666 666666666 6666666666 666666a 666777 666888 666999 667788 66mustang
6751520 67529353 676767 678678 678910 67camaro 67mustang 6817zd57 68582988 686868 68camaro 69213124 696969
69696969 699669 69camaro 69charger 69cougar 69mustang 6hbf28w791 6strings 6uldv8 6v21wbgad 707070 709394
717171 721521 727272 73501505 737373 74107410 74108520 741236 7412369 74123698 741236985 741258 741258963
7415963 741741 741852 74185296 741852963 7418529630 741963 74227422 74699723 747400 747474 748159263 748596
753159 753357 753753 753951 7555545 757575 765432 7654321 767676 7753191 7758258 7758520 7758521 776158ab
777000 777111 777333 777444 777555 777666 777777 7777777 77777777 777777777 7777777777 7777777a 777777a 777888
777888999 7779311 777999 777vlad 778899 780813 784512 786110 786786 786786786 787878 78787878 787898 789123
789123456 789321 789456 7894561 78945612 789456123 7894561230 789456123a 789456a 7895123 7896321 78963214
789632145 789654 789654123 789789 789789789 789852 789987 791159392 794613 794613852 797979 7elephants 7grout
7hrdnw23 7seven 7uftyx 7ugd5hip2j 800620 8008070 8008beb 808080 818181 81fukkc 82214989 823762 828282 837519
838383 848484 849vak17 85208520 852123 85218812 8522003 852258 852369 852456 852654 852741 852852 852963
858585 863560 8675309 868686 871982 875421 87654321 87654321q 878787 87calis 885522 888666 888777- 888888
8888888 88888888 8888888888 888999 889900 890098890 89015173454 890890 895623 89600506779 898989 89898989
8balls 8eight 8inches 8ix6s1fceh 8j4ye3uz 8phrowz622 8phrowz624 9-11-1961 902100 906090 909090 90909090
9111961 911911 911turbo 918273 918273645 91866709 919191 92298899 929292 9293709b13 92dk2cidp 92k2cizcdp
9379992 939393 94246843 94327579 951159 951357 951753 951951 956208q 9562876 959595 96101z 9632147 963258
963258741 963369 963741 963852 96385274 963852741 9638527410 963963 968574 969696 976431 979797 980099 986532
987123 987321 9874123 987412365 987456 987456321 987654 9876543 98765432 987654321 9876543210 9876543211
987654321a 987654321q 987654a 987789 987987 987987987 989898 98989898 9958123 996633 99762000 998877 99887766
999000 999111 999666 999777 999888 999999 9999999 99999999 999999999 9999999999 9uzp9jek3f <blank> <password>
?????? ??????? ???????? ????????? ?????????? ??????@mail.ru @@@@@@ @bigmir.net a00000 a000000 a11111 a111111
a1111111 a112233 a1169619 a121212 a12121212 a123098 a123123 a123321 a12345 a123456 a1234567 a12345678
a123456789 a1234567890 a123456a a123654 a1a1a1 a1a1a1a1 a1a2a3 a1a2a3a4 a1a2a3a4a5 a1b2c3 a1b2c3d4 a1b2c3d4e5
a1s2d3 a1s2d3f4 a1s2d3f4g5 a23456 a4tech a5201314 a54321 a55555 a654321 a6543210 a666666 a7777777 a801016
a838hfid a987654321 aa123123 aa1234 aa123456 aa224466 aa261599 aaa111 aaa123 aaa123123 aaa123456 aaaa11
aaaa1111 aaaaa1 aaaaa5 aaaaaa aaaaaa1 aaaaaaa aaaaaaa1 aaaaaaaa aaaaaaaa1 aaaaaaaaa aaaaaaaaa1 aaaaaaaaaa
aaabbb aaabbb2 aaasss aabb1122 aabbcc aaliyah aaliyah1 aardvark aaron1 aaron12 aaron123 aaron431 aassdd ab1234
ab12345 ab123456 abacab abacus abayomi abbey1 abbie1 abby12 abby123 abc123 abc123! abc123123 abc1234 abc12345
abc123456 abc1234567 abc123456789 abc123abc abc321 abc456 abc@123 abcabc abcabc123 abcd12 abcd123 abcd1234
abcd12345 abcd123456 abcde1 abcde123 abcde12345 abcdef abcdef1 abcdef12 abcdef123 abcdefg abcdefg1 abcdefg123
abcdefgh abcdefgh1 abcdefghi abcdefghi1 abcdefghij abcxyz abdulla abdullah abercrombie aberdeen abgrtyu
abhinav abhishek abigail abigail1 abiodun abnormal abracadabra abraham abraham1 abrakadabra abraxas abrupt
absolut absolute abudfv abundance acacia academia academy acapulco acc123. access access1 access14 access2
access99 accord account account1 accountant accounting accounts acdc123 ace123 aceman acetate achille achilles
achtung acidburn acmilan action action1 active acts238 acuario acura1 aczx7812 ad123456 adadad adam12 adam123
adam1234 adam25 adams1 adams33486 addicted addison addison1 addl0223 adebayo adekunle adelaide adelina adeline
ademola adeola adewale adeyemi adgjmp adgjmptw adidas adidas1 adidas123 aditya admin1 admin123 admin1234
admin18533362 administrator admiral adolfo adonai adonis adrenalin adrian adrian1 adrian12 adrian123 adriana
adriana1 adrianna adrianna1 adriano adrien adrienne adrienne1 adrock advance advent adventur adventure
advocate aerosmit aerosmith aerosmith1 aeynbr aezakmi afghanistan africa africa1 afrika afrodita again1 agassi
agatha agathe agent007 aggies agnieszka agnieszka1 agosto aguila aguilar aguilas agustin agustina agustus
agyvorc ahbird1984 ahmed1 ahmed123 aidan1 aiden1 aikido aikman aileen aimee1 airborn airborne airborne1 airbus
airforce airforce1 airman airplane airplane1 airport airsoft1 airtel airwolf aishiteru aishwarya ak1234
akademiks11 akasha akatsuki akax89wn akopa123 akshay aksrms8010 aku123 al9agd alabama alabama1 aladdin aladin
alana1 alanis alanna alaska alaska1 alatam albania albany albatros albatross albert albert1 alberta alberto
alberto1 albina albion alcatel alcatraz alchemist alchemy aldrin ale123 alegria alejandr alejandra alejandra1
alejandro alejandro1 alejandro2 aleksa aleksander aleksandr aleksandra aleksei aleksey alemania alenka alesana
alesha alessand alessandra alessandro alessia alessio alex01 alex07 alex10 alex11 alex12 alex123 alex1234
alex13 alex14 alex15 alex16 alex17 alex18 alex2000 alex21 alex22 alex23 alex24 alex99 alexa1 alexalex alexan
alexande alexander alexander1 alexander2 alexander3 alexandr alexandra alexandra1 alexandre alexandria
alexandru alexei alexey alexia alexia1 alexis alexis01 alexis09 alexis1 alexis10 alexis11 alexis12 alexis123
alexis13 alexis2 alexus alexxx alfa147 alfa156 alfalfa alfarome alfaromeo alfie1 alfons alfonso alfonso1
alfred alfred1 alfred19 alfredo alfredo1 algebra algerie algernon ali123 aliali alianza alibaba alicante
alice1 alice123 aliceadsl alicia alicia1 aliens aligator alina1 alinka alisha alisha1 alisher alison alison1
alissa alivioo aliyah alkaline all4me all4one alladin79 allah1 allah786 allahakbar allahis1 allahu allahuakbar
allan1 allblack allday allegro allen1 allen123 allen3 alleycat alliance allie1 alligator allison allison1
alliswell allmine allmine1 allnight allrecipes allsop allstar allstar1 allstars allstate allure allyson
allyson1 almario927 almighty almighty1 almond almost1 aloha1 alohomora alondra alondra1 alone1 alonso alonzo
alpacino alpha1 alpha12 alpha123 alpha7 alphabet alphaman alpina alpine altair alterego althea althor altima
altoids alucard alucard1 alvarez alvaro alvin1 always always1 alyson alyssa alyssa1 alyssa12 alyssa123 alyssa2
amadeus amalia amanda amanda! amanda01 amanda1 amanda11 amanda12 amanda123 amanda13 amanda2 amanda21 amanda22
amanda3 amanda69 amandine amarillo amateur amateurs amatory amature amazing amazing1 amazon amber1 amber12
amber123 amber2 ambers ambition ambrosia amdturion64 amelia amelia1 amelie americ america america1 america10
america12 america123 america13 america2 america7 american american1 amerika ameteur amethyst ametuer amidala
amigas amigos aminata amistad amizade amnesia amonra amor12 amor123 amoramor amorcit amorcito amoremio amores
amoreterno amormi amormio amoure amoureuse amoureux amours amparo amrita amstel amsterda amsterdam amsterdam1
amy123 amylee ana123 anabel anaconda anakin anakonda analsex anamaria anamika ananas ananda ananya anarchy
anarchy1 anastasi anastasia anastasia1 anastasiya anatoliy anchor and123 anders anderso anderson anderson1
andover andrade andre1 andre123 andre1986 andrea andrea1 andrea12 andrea123 andrea2 andreas andreas1 andreea
andreev andrei andreia andreita andrej andres andres1 andrew andrew! andrew01 andrew1 andrew10 andrew11
andrew12 andrew123 andrew13 andrew2 andrew21 andrew22 andrew23 andrew3 andrew5 andrew7 andrews andrey android
andromed andromeda andros andrusic1 anduril andy12 andy123 andyod22 anechka anetka11 anfield anfisa angedemon
angel! angel01 angel05 angel06 angel07 angel08 angel09 angel1 angel10 angel101 angel11 angel12 angel123
angel1234 angel13 angel14 angel15 angel16 angel17 angel18 angel19 angel2 angel20 angel21 angel22 angel23
angel24 angel25 angel27 angel3 angel4 angel5 angel6 angel666 angel69 angel7 angel77 angel777 angel8 angel88
angel9 angel99 angela angela1 angela12 angela123 angelbaby angelbaby1 angele angeles angeleye angeleyes
angeleyes1 angelface angelgirl angeli angelic angelica angelica1 angelika angelina angelina1 angeline
angelique angelit angelita angelito angelito1 angell angelo angelo1 angelofwar angelok angels angels1 angels12
angels123 angels2 angels3 angelseye22 angelus angie1 angie123 angle1 angola angus1 anhyeuem ania1986 animal
animal1 animals animals1 animation anime1 anime123 aninha anissa anita1 anitha anjali anjana anjing ankara
ankita anklet ann123 anna12 anna123 anna2614 annaanna annabel annabell annabelle annabelle1 annalisa annamaria
annemari annemarie annette annette1 annie1 annie123 annika annmarie anno1602 anonymous another another1 answer
ant123 antares anteater antelope anthon anthony anthony! anthony01 anthony07 anthony08 anthony1 anthony10
anthony11 anthony12 anthony123 anthony13 anthony14 anthony15 anthony2 anthony21 anthony22 anthony23 anthony3
anthony4 anthony5 anthony6 anthony7 anthony8 anthony9 anthrax antigone antivirus antoine antoine1 antoinette
anton1 anton123 antonella antoni antonia antonia1 antonina antonio antonio1 antonio123 antonio2 antonius
antonov antony antoshka anubis anuradha anurag anusha anything anything1 aobo2010 aol123 aol999 aolsucks
apache apache1 aparna apathy apelsin aphrodite apocalypse apollo apollo1 apollo11 apollo13 apple1 apple11
apple12 apple123 apple2 apple22 apple3 apple5 applepie applepie1 apples apples1 apples12 apples123 apples2
applesauce apricot april1 april10 april11 april12 april123 april13 april14 april15 april16 april17 april18
april19 april2 april20 april21 april22 april23 april24 april25 april26 april27 april28 april29 april3 april30
april4 april5 april6 april7 april8 april9 aprilia apsk54321 apteka aptiva aptx4869 aq1sw2de3 aqswde aquafina
aqualung aquaman aquamarine aquarius aquarius1 aquila aqwzsx aqwzsxedc arabella arabella24630 araceli aragon
aragorn aragorn1 aramis ararat arcadia arcane arcangel archana archange archangel archer archery archie
archie1 architec architect archon arcobaleno area51 argent argentin argentina argentina1 argonaut argyle
arhangel ariadna ariadne ariana ariana1 ariane arianna arianna1 arianne ariel1 arielle aries1 arioch arisha
arizona arizona1 arkansas arlene armada armageddon armagedon armand armando armando1 armani armani1 armenia
armorgames armstron armstrong armstrong1 armyof1 arnaud arnold arnold1 arod13 arrakis arrow1 arrowhea arrows
arschloch arschloch1 arsehole arsena arsenal arsenal1 arsenal11 arsenal12 arsenal123 arsenal14 arsenalfc
arslan art123 artemis artemka arthur arthur1 artist artist1 artofwar arturo arturo1 arvind as1234 as12345
as123456 as790433 asa123 asakapa asasas asasas1 asasasas asasin asawako asd123 asd1234 asd12345 asd123456
asd123asd asd222 asd321 asd456 asd666fds asdasd asdasd1 asdasd12 asdasd123 asdasd5 asdasd666 asdasdas
asdasdasd asdasdasd1 asddsa asdewq asdf11 asdf12 asdf123 asdf1234 asdf12345 asdf123456 asdf3423 asdf:lkj
asdfasdf asdfasdf1 asdffdsa asdfg1 asdfg12 asdfg123 asdfg12345 asdfgh asdfgh01 asdfgh1 asdfgh12 asdfgh123
asdfghj asdfghj1 asdfghjk asdfghjk1 asdfghjkl asdfghjkl1 asdfghjkl12 asdfghjkl123 asdfghjkl: asdfghjkl:&#39:
asdfghjkl; asdfjk asdfjkl asdfjkl1 asdfjkl: asdfjkl; asdfqwer asdfzxcv asdqwe asdqwe123 asdzxc asdzxc123
asecret asgard ash123 ashanti ashanti1 ashish ashlee ashlee1 ashleigh ashleigh1 ashley ashley! ashley01
ashley08 ashley09 ashley1 ashley10 ashley11 ashley12 ashley123 ashley13 ashley14 ashley15 ashley16 ashley17
ashley18 ashley2 ashley21 ashley22 ashley23 ashley3 ashley5 ashley6 ashley69 ashley7 ashlyn ashraf ashton
ashton1 ashutosh ashwin ashwini asian1 asians asimov asmodeus aspire aspirine asroma ass123 assasin assass
assass1 assassin assassin1 assassins assclown asscock assface assface1 assfuck assh0le asshol asshole asshole!
asshole1 asshole12 asshole123 asshole2 asshole3 asshole69 assholes asslick asslover assman assman1 assmunch
asssss asswipe asswipe1 assword astalavista asterios asterix asthma astonmartin astonvil astonvilla astoria
astra1 astral astrid astrid29 astro1 astroboy astros astros1 asturias atdhfkm athena athena1 athens athlon
athome atlanta atlanta1 atlantic atlantis atlantis1 atlars10 atlas1 atletico atomic atreides atreyu atreyu1
attack atticus attila attitude attitude1 aubrey aubrey1 auburn auburn1 audi100 audi80 audia3 audia4 audia6
audis4 auditt audrey audrey1 aug!272010 auggie august august1 august10 august11 august12 august13 august14
august15 august16 august17 august18 august19 august2 august20 august21 august22 august23 august24 august25
august26 august27 august28 august29 august30 august31 august8 augusta augustin augustine augusto augustus
auralo aurelia aurelie aurelien aurelius auriane aurora aurora1 aurore aussie aussie1 austin austin01 austin1
austin10 austin11 austin12 austin123 austin13 austin2 austin3 austin31 austin316 australi australia australia1
austria author autocad automobil autumn autumn1 avalanch avalanche avalon avalon08 avalon1 avangard avanti
avatar avatar1 avemaria avenged avenger aventura avery1 avgust aviation aviator avinash avrillavigne avrora
awei1616 awesome awesome! awesome1 awesome12 awesome123 awesome2 awnyce awsome awsome1 axelle axeman axlrose
ayanami ayesha ayodeji ayomide ayrton az123456 azamat azazaz azazel aze123 azerty azerty1 azerty12 azerty123
azertyu azertyui azertyuiop azrael azsxdc azsxdcfv azsxdcfvgb azteca aztecs b-ball b00b00 b00bies b12345
b123456 b1234567 b123456789 b2spirit baba123 bababa babababa babatunde babe12 babe123 babemagn babemagnet
baberuth babies babies1 babies2 baboon baboso babushka baby01 baby02 baby05 baby06 baby07 baby08 baby09 baby10
baby101 baby11 baby12 baby123 baby1234 baby13 baby14 baby15 baby16 baby17 baby18 baby2008 baby2009 baby21
baby22 baby23 baby24 baby25 baby69 babybaby babybaby1 babybear babybear1 babyblue babyblue1 babyboo babyboo1
babyboy babyboy1 babyboy12 babyboy123 babyboy2 babyboy3 babycake babycakes babycakes1 babydoll babydoll1
babyface babyface1 babyg1 babygir babygirl babygirl! babygirl01 babygirl06 babygirl07 babygirl08 babygirl09
babygirl1 babygirl10 babygirl11 babygirl12 babygirl13 babygirl14 babygirl15 babygirl16 babygirl17 babygirl18
babygirl19 babygirl2 babygirl20 babygirl21 babygirl22 babygirl23 babygirl24 babygirl3 babygirl4 babygirl5
babygirl6 babygirl69 babygirl7 babygirl8 babygirl9 babygurl babygurl1 babygurl12 babygurl13 babygurl14
babygurl2 babyko babykoh babylon babylon5 babylove babylove1 babymama1 babyphat babyphat1 bacardi bacardi1
bacchus backbone backdoor backend backspac backspace backspace1 backstreet bacon1 bad123 badabing badass
badass1 badazz1 badbitch1 badboy badboy1 badboy12 badboy123 badboy2 badboys badboys2 baddest baddog badger
badger1 badgers badgirl badgirl1 badguy badkarma badlands badman badman1 badminton badnaamhere bagels bagger
baggies baggies1 baggins baggio bagira bagpipes bagpuss bahamas bahamut bahia1979 bailey bailey01 bailey1
bailey11 bailey12 bailey123 bailey2 baili123com bajingan baker1 baker3 bakers bakugan balaji balance balboa
balder baldrick baldur balla1 baller baller1 baller10 baller11 baller12 baller123 baller13 baller2 baller21
baller22 baller23 baller24 baller3 baller5 ballerina ballet ballet1 ballgag ballin ballin1 ballin12 ballin2
ballin23 ballin3 ballon balloon balloons balls1 ballsack balrog baltazar baltika baltimor baltimore baltimore1
bam123 bambam bambam1 bambi1 bambino bambolina bamboo bambou bamidele banaan banana banana1 banana11 banana12
banana123 banana2 bananas bananas1 banane banderas bandit bandit01 bandit1 bandit12 bandit123 bandit2 bandung
bangalore bangaram bangbang bangbang1 banger bangkok bangladesh bangsat bankai banker banner banshee banshee1
bantam banzai baphomet baptiste baraban baracuda baraka barakuda barbados barbara barbara1 barber barbie
barbie1 barbie12 barbie123 barbie2 barbiegirl barcelon barcelona barcelona1 barcelone bareback barefeet
barefoot barfly baritone barker barkley barkley1 barley barnaby barnes barney barney1 barnie baron1 baronn
barosan barracud barracuda barrage barret barrett barry1 barselona barsik bartek bartek1 bartman bartok barton
baseba11 basebal basebal1 baseball baseball! baseball08 baseball09 baseball1 baseball10 baseball11 baseball12
baseball13 baseball14 baseball15 baseball16 baseball17 baseball18 baseball19 baseball2 baseball20 baseball21
baseball22 baseball23 baseball24 baseball25 baseball3 baseball33 baseball4 baseball5 baseball6 baseball7
baseball8 baseball9 basher basket basket1 basketba basketbal basketbal1 basketbal9 basketball basketball1
basser basset bassin bassman bassman1 bassoon bastard bastard1 bastardo bastet bastian bastien bastos batata
batgirl batigol batista batista1 batman batman01 batman1 batman11 batman12 batman123 batman13 batman2 batman22
batman23 batman3 batman5 batman69 batman7 battery battle battle1 battlefield bauhaus bautista baxter baxter1
baybay1 bayern bayern94 baylee bayliner baywatch bazooka bball1 bball10 bball11 bball12 bball123 bball13
bball14 bball2 bball21 bball22 bball23 bball24 bball3 bball5 bbbbb1 bbbbbb bbbbbb1 bbbbbbb bbbbbbbb bbking
bbleo1zz bcfields bdfyjd bdfyjdf beach1 beachbum beaches beaches1 beagle beagle1 beaker beamer beanbag beaner
beaner1 beanie beanie1 beans1 bear12 bear123 bearbear bearbear1 bearcat bearcats beardog bears1 bears54
bearshare beast1 beast123 beast556 beastie beater beatle beatles beatles1 beatrice beatrice1 beatriz beautifu
beautiful beautiful1 beautiful2 beauty beauty1 beaver beaver1 beavis beavis1 bebe12 bebe123 bebita because
because1 becca1 becker becket beckham beckham1 beckham23 beckham7 becky1 becool bedlam bedrock beebee beebop
beefcake beeker beeline beemer beerman beerme beethove beethoven beethoven9 beetle beezer begemot begood
behappy behappy1 behemoth bela2404 belair believe believe1 belinda belinda1 belinea belize belkin bella01
bella1 bella12 bella123 bella2 bellaco bellagio belle1 bellevue bellissima belmont beloved beloved1 beluga
ben123 benben bender bendover benedict benessere benfica benfica1 bengals bengals1 benito benjami benjamin
benjamin1 benjamin15 benji1 benjie bennett bennett1 bennie benny1 benny123 benoit benson benson1 benten
bentley bentley1 beowulf berenice beretta bereza berger bergkamp berkeley berkut berlin berlin1 bermuda
bernadette bernard bernard1 bernardo bernhard bernice bernie bernie1 berry1 berserk bertha bertha1 bertie
bertrand besiktas bessie bestbuy bestfriend bestfriends bethan bethany bethany1 better bettina bettina23
betty1 betty123 bettyboo bettyboop bettyboop1 beverly beverly1 beyblade beyonce beyonce1 beyond bff123
bff4ever bharat bharathi bhbcrf bhbirf bhbyrf bhebhe bhjxrf bianca bianca1 biatch bibiche bible1 biceps
bicycle bieber big123 bigass bigbad bigballs bigballs1 bigbang bigbear bigbear1 bigben bigben1 bigbird
bigbird1 bigblack bigblock bigblue bigbob bigboi bigboi1 bigboobs bigbooty bigbooty1 bigboss bigboss1 bigboy
bigboy1 bigboy12 bigboy123 bigboy2 bigbrother bigbucks bigbutt bigbutts bigcat bigcock bigdad bigdaddy
bigdaddy1 bigdave bigdawg bigdee bigdick bigdick1 bigdicks bigdog bigdog1 bigdogg bigfish bigfoot bigfoot1
biggdogg biggie biggie1 biggirl biggles biggun bigguns bigguy bighead bighead1 bigjim bigjoe bigjohn bigmac
bigmac1 bigmama bigmama1 bigman bigman1 bigmike bigmoney bigmoney1 bignasty bignuts bigone bigones bigpapa
bigpenis bigpimp bigpimp1 bigpimpi bigpimpin bigpimpin1 bigpoppa bigpun bigpussy bigred bigred1 bigsexy
bigsexy1 bigshot bigshow bigstick bigtime bigtit bigtits bigtits1 bigtoe bigtruck biguns bigworm biker1 bikers
bikini bilbo1 bill123 billabon billabong billabong1 billiard billie billie1 billiejoe1 billows billy1 billy123
billyb billybob billybob1 billyboy billys biloute bimmer bingbing bingo1 bingo123 bingos binladen bintang
biohazard biologia biology bionic bionicle bird33 birddog birdhouse birdie birdie1 birdie123 birdman birdman1
birillo birmingham birthday birthday1 birthday4 biscuit biscuit1 biscuit22 bisexual bishop bishop1 bismarck
bismark bismilah bismilla bismillah bismillah1 bisous bitch! bitch. bitch01 bitch07 bitch08 bitch09 bitch1
bitch10 bitch101 bitch11 bitch12 bitch123 bitch1234 bitch13 bitch14 bitch15 bitch2 bitch21 bitch22 bitch23
bitch3 bitch4 bitch5 bitch6 bitch666 bitch69 bitch7 bitchass bitchass1 bitches bitches! bitches1 bitches2
bitchs bitchy bitchy1 biteme biteme1 biteme2 biteme69 bizkit bizzare bjk1903 bkl29m2bk bl8lygb0 blabla blabla1
blabla123 blablabla blablabla1 black1 black11 black12 black123 black13 black2 black21 black22 black23 black3
black5 black666 black7 blackass blackbel blackbelt blackberry blackbir blackbird blackboy blackcat blackcat1
blackcat123 blackcoc blackcock blackdog blackdog1 blackhaw blackhawk blackhawk1 blackice blackie blackie1
blackjac blackjack blackjack1 blacklab blackman blackman1 blackops blackout blackout1 blackpool blackrose
blackrose1 blacks blackstar blacksun blackwater blacky blacky1 blade1 blade123 blade2 bladerunner blades
blah12 blah123 blahblah blahblah1 blaine blaise blake1 blake123 blanca blanca1 blanche blanco blanked blasted1
blaster blaster1 blastoff blaze1 blaze420 blazer blazer1 blazers blazin bleach bleach1 blender blessed
blessed1 blessed2 blessed7 blessing blessing1 blessings blindax bling1 blingbling blink123 blink18 blink182
blinky blix729 blizzard blizzard1 blkdrag0ns blobby blogs123 blonde blonde1 blondes blondi blondie blondie1
blondinka blonds blondy blood1 blood123 blood4life blood5 bloods bloods1 bloody bloody1 bloodz1 bloomin
bloopers blossom blossom1 blower blowfish blowjob blowjob1 blowjobs blowme blowme1 blowme69 blubber blue01
blue10 blue11 blue12 blue123 blue1234 blue13 blue14 blue15 blue16 blue21 blue22 blue23 blue24 blue32 blue33
blue42 blue44 blue45 blue55 blue69 blue77 blue88 blue99 blueangel blueball bluebear bluebell blueberr
blueberry blueberry1 bluebird bluebird1 blueblue blueboy blueboy1 bluedevi bluedog bluedog1 blueeyes blueeyes1
bluefish bluegill bluejay bluejays blueline blueman bluemoon bluemoon1 bluenose bluenote bluerose blues1
bluesky bluesky1 bluesman bluestar blunt420 blunted blunts bmw123 bmw2002 bmw318 bmw320 bmw325 bmw525 bmwbmw
bmx123 bmx4life boarder boater boating bob101 bob123 bob1234 bob12345 bobafett bobber bobbie bobbie1 bobbob
bobbob1 bobby1 bobby12 bobby123 bobby2 bobby4 bobbys bobcat bobcat1 bobcats bobcats1 bobdole bobdylan bobert
bobesponja bobmarle bobmarley bobmarley1 bobo123 bobobo boeing boeing747 bogart bogdan bogey1 boggie boggle
bogota boguska123 bohica boiler boingo bolaji bolero bolitas boliva bolivi bollocks bollocks1 bollox bologna
bologna1 bolton bombay bomber bombers bombom bonanza bonbon bonbon1 bond007 bondage bondarenko bonefish
bonehead boner1 boners bones1 bones69 bonethug bonghit bonghits bonheur bonita bonita1 bonito bonjour bonjour1
bonjovi bonjovi1 bonkers bonnie bonnie1 bonovox bonsai bonzai boo123 boobear boobear1 boobed boober boobie
boobie1 boobies boobies1 boobies2 booboo booboo1 booboo11 booboo12 booboo123 booboo2 boobs1 boogaloo booger
booger1 boogers boogers1 boogie boogie1 boohoo bookcase booker bookie bookie1 bookmark bookworm boomboom
boomboom1 boomer boomer1 boomer12 boomerang booper boosie1 booster booter bootie booties bootleg boots1
bootsie bootsie1 bootsy booty1 bootys booyah boozer bopper borabora borboleta bordeaux bored1 boricua boricua1
boris1 boris123 boroda boromir borussia bosco1 boscoe01 boss123 boss302 bosshog bossman bossman1 bosstone
bossy1 boston boston1 bottle bottom boubou bouboule boulder boulette bounce bouncer bounty bowl300 bowler
bowling bowling1 bowser bowtie bowwow bowwow1 bowwow2 boxcar boxer1 boxers boxing boxing1 boxster boxter
boy123 boyboy boyfriend boyfriend1 boytoy bp2002 br00klyn br0d3r brabus bracken braden bradford bradley
bradley1 bradpitt brady1 brady12 bramble brandi brandi1 brandnew1 brando brandon brandon! brandon01 brandon1
brandon10 brandon11 brandon12 brandon123 brandon13 brandon2 brandon3 brandon4 brandon5 brandon7 brandy brandy1
brandy12 brasil brasil1 brasilia bratz1 bratz123 bravehea braveheart braves braves1 braves10 bravo1 braxton
braxton1 brayan brayden brayden1 brazil brazil1 brazzers bre123 breakdance breaker breanna breanna1 breast
breasts breathe brebre brebre1 breeze breezy breezy1 bremen brenda brenda1 brendan brendan1 brenden brendon
brendon1 brenna brennan brennan1 brent1 brentfor bretagne brett1 brewster bri123 brian1 brian123 briana
briana1 brianna brianna1 brianna2 brians bribri bribri1 briciola bricks bridge bridget bridget1 briefs brigada
bright bright1 brighton brigitte brilliant brisbane bristol britney britney1 britt1 britt12 brittany brittany1
brittany12 brittany2 brittney brittney1 broadband1 broadway broadway1 brodie brodie10 brody1 broken broken1
brokenhear broker bronco bronco1 broncos broncos1 broncos7 bronson bronte bronx1 broodwar brooke brooke1
brooke12 brooke123 brooklyn brooklyn1 brooklyn2 brooks brooks1 brother brother1 brother2 brothers brothers1
brown1 brown123 brown13 browndog browneye browneyes browneyes1 brownie brownie1 browning browns browns1
brownsugar bruce1 brucelee brucelee1 bruins bruiser bruiser1 bruno1 bruno123 brutis brutus brutus1 bryan1
bryan123 bryant bryant1 bryant24 bryce1 bryson bscirc bubba1 bubba12 bubba123 bubba2 bubba69 bubbaa bubbadog
bubbas bubble bubble01 bubble1 bubblegum bubblegum1 bubbles bubbles! bubbles1 bubbles12 bubbles123 bubbles13
bubbles2 bubbles3 bubbles7 bubby1 bublik buceta bucker bucket buckeye buckeye1 buckeyes buckeyes1 buckie
buckley buckshot buckwhea buckwheat bucky1 bucuresti bud420 budapest buddah buddha buddha1 buddie buddie1
buddy01 buddy1 buddy11 buddy12 buddy123 buddy13 buddy2 buddy3 buddy5 buddy7 buddyboy buddyboy1 buddydog buddys
budgie budlight budlight1 budlite budman budweise budweiser budweiser1 buffalo buffalo1 buffalos buffer buffet
buffett buffy1 buffy123 buffys bugatti bugger bugman bugsbunn bugsbunny bugsbunny1 builder bukkake bukola
bukowski bulldawg bulldo bulldog bulldog1 bulldog2 bulldogs bulldogs1 bullet bullet1 bullfrog bullit bulls1
bulls23 bullseye bullshit bullshit1 bullwink bumble bumblebe bumblebee bumblebee1 bumbum bummer bumper
bungalow bungee bunghole bungie bungle bunker bunnie bunnies bunnies1 bunny1 bunny12 bunny123 bunny2 bunnys
buratino burger burger1 burner burnout burrito burton burton1 bushed bushel bushido bushido1 business
business1 businessbabe businka busted busted1 buster buster01 buster1 buster11 buster12 buster123 buster13
buster2 bustle butch1 butcher butchie butchy butkus butler butter butter1 butter12 butterball buttercu
buttercup buttercup1 butterfl butterflies butterfly butterfly! butterfly0 butterfly1 butterfly2 butterfly3
butterfly4 butterfly5 butterfly6 butterfly7 butterfly8 butterfly9 butters butters1 buttface1 buttfuck butthead
butthead1 butthole butthole1 buttman button button1 buttons buttons1 buttplug buttsex buzhidao buzzard buzzer
buzzsaw bvp33w7epu bwfq23jp7f byebye bynthytn byteme byusdg23 c.ronaldo c00kie c00kies c0mputer c12345 c123456
c1234567 c123456789 c2h5oh c3por2d2 c43qpul5rz c6h12o6 caballero caballo cabbage cabbage1 cabernet cableguy
caboose cabrera cabrio cabron caca12 caca123 cacaca cachorro cachou cactus caddis cadence cadillac cadillac1
cadman caesar cafc91 cafemom caitlin caitlin1 caitlyn caitlyn1 calamity calcio calculator calderon caleb1
calgary calibra calico caliente californ california caligula calimero caline call911 callaway calle13 callie
callie1 callisto callme callofduty callum callum1 calvary calvin calvin1 calypso camara camaro camaro1
camaro69 camaross camaroz2 camaroz28 camber cambiami cambridg cambridge camden camden1 came11 camel1 camelia
camelot camelot1 camels cameltoe camera camera1 camero camero1 cameron cameron1 cameron12 cameron123 cameron2
camila camila1 camill camilla camilla1 camille camille1 camilo camino camion campbell campbell1 campeon camper
camping campos canabis canada canada1 canada123 canadian canard canary cancan cancel cancer cancer1 cancer69
cancun candace candace1 candela candice candice1 candies candle candle1 candy1 candy101 candy11 candy12
candy123 candy13 candy2 candy3 candy5 candyass candycane candycane1 candygirl candygirl1 candyman candyman1
candys canela canelle canine cannabis cannelle cannibal cannon cannon1 cannonda canon1 canseco cantik cantona
cantona7 canuck canucks canyon caonima capa200 capcom capecod capetown capital capital1 capitals capoeira
capone capone1 caprice capricor capricorn capricorn1 capricornio capslock captain captain1 capucine car123
caracas carajo caralho caramba caramel caramel1 caramella caramelo caravan carbon carcass cardiff cardinal
cardinal1 cardinals cardinals1 cards1 care1839 carebear carebear1 carebears carebears1 career career121
carefree carina carine carioca carissa carito carla1 carling carlito carlitos carlitos1 carlos carlos1
carlos10 carlos12 carlos123 carlos13 carlos2 carlota carlotta carlton carlton1 carly1 carmel carmel1 carmela
carmelo carmelo1 carmelo15 carmen carmen1 carmex2 carmine carnage carnaval carnival carol1 carol123 carola
carole carolina carolina1 caroline caroline1 carolyn carolyn1 carpedie carpediem carpediem1 carpente carpenter
carpenter1 carpet carpet1 carrera carrie carrie1 carrot carrot1 carrots cars123 carson carson1 carsten carter
carter1 carter15 carter3 carthage cartman cartman1 cartoon cartoon1 cartoons carwash casablan casablanca
casandra casanova cascade caserta casey1 casey123 caseydog cashew cashflow cashmone cashmoney cashmoney1
casino casino1 casper casper1 casper12 casper123 cassandr cassandra cassandra1 cassidy cassidy1 cassie cassie1
cassie12 cassie123 cassius caster castillo castillo1 castle castle1 castor castro cat123 cat1234 cat15175
catalin catalina catalina1 catania catarina catcat catcat1 catch22 catcher catdaddy catdog catdog1 catdog12
catdog123 catdog2 caterina catfight catfish catfish1 catfood catherin catherine catherine1 catholic cathy1
catlover catman catnip cats12 cats123 catter catwoman cavalier cavallo cavalo caveman cavs23 cayenne cayman
cazzone cba321 cbr600 cbr600rr cbr900 cbr900rr ccbill cccccc cccccc1 cds04121989 cdtnbr cdtnkfyf ceasar ceaser
cecile cecilia cecilia1 ceckbr cedric cedric1 celeron celeste celeste1 celica celina celine cellphone
cellphone1 celtic celtic1 celtic123 celtic1888 celtic67 celticfc celtics celtics1 celular cement cena54 center
central central1 centrino century cepetsugih cerber cerberus cerebus cerise cervantes cerveza cesar1 cesare
cessna cevthrb cezer121 cfhfnjd cfiekz cfitymrf cfvceyu cgfhnfr ch0c0late chacal chacha chacha1 chachi
chadwick chainsaw challeng challenge challenger chambers champ1 champagn champagne champion champion1
champions champs chance chance1 chandan chandler chandler1 chandra chandu chanel chanel1 chanel5 chanelbag
chanelle change change1 change1234 changeme changeme1 changes chango channel chantal chantel chantelle chaos1
chapman chappy characte character charger charger1 chargers chargers1 chargers21 charisma charity charity1
charle charlene charlene1 charles charles1 charles2 charley charley1 charli charlie charlie! charlie01
charlie1 charlie10 charlie11 charlie12 charlie123 charlie13 charlie2 charlie3 charlie4 charlie5 charlie7
charlie9 charlies charline charlott charlotte charlotte1 charlton charly charly1 charly2004 charmaine charmed
charmed1 charmed3 charming charon chase1 chase123 chaselo chaser chasey chasity1 chaton chatte chavez cheater
cheater1 cheche checker checkers checkit checkmat checkmate cheddar cheeba cheech cheeks cheeky cheeky1 cheer1
cheer101 cheer12 cheer123 cheerleade cheerleader cheerleaers cheers cheese cheese! cheese1 cheese11 cheese12
cheese123 cheese2 cheese3 cheesecake cheetah cheetah1 cheguevara chelle chelle1234 chelse chelsea chelsea1
chelsea11 chelsea12 chelsea123 chelsea2 chelsea7 chelsea8 chelseafc chelsey chelsey1 chemical chemical1
chemist chemistr chemistry chennai cherie cherish cherokee cherokee1 cherries cherries1 cherry cherry1
cherry12 cherry123 cherry13 cherry2 cheryl cheryl1 cheshire chessie cheste chester chester1 chester2 chestnut
chesty cheval chevelle chevelle1 chevrole chevrolet chevrolet1 chevy1 chevy2 chevy350 chevy454 chevyman chevys
chevys10 chevyz71 chewbacc chewbacca chewey chewie chewy1 cheyanne cheyenne cheyenne1 chiara chica1 chicago
chicago1 chicago23 chicas chicca chicco chicharito chichi chichi1 chick1 chicke chicken chicken! chicken1
chicken11 chicken12 chicken123 chicken2 chicken3 chicken5 chicken7 chickens chickens1 chickenwing101 chicks
chico1 chico123 chidori chief1 chiefs chiefs1 chihuahua chihuahua1 children children1 children2 children3
children4 chilli chillin chillout chilly chimera china1 china123 chinchilla chinchin chinedu chinese chingon
chingy chingy1 chinita chinna chinni chinnu chino1 chinook chintu chioma chipie chipmunk chipper chipper1
chipper10 chippy chiqui chiquita chiquita1 chisox chitarra chitown chitown1 chivas chivas#1 chivas1 chivas10
chivas100 chivas11 chivas12 chivas123 chivas13 chivas2 chivas9 chloe1 chloe123 chloee chobits chocha chocho
choclate chocobo chocolat chocolate chocolate! chocolate1 chocolate2 chocolate3 chocolate4 chocolate5
chocolate7 chocolate8 chocolate9 choice chooch choochoo chopin chopper chopper1 choppers chosen chosen1
chouchou choupette chowder chris! chris01 chris07 chris08 chris09 chris1 chris10 chris101 chris11 chris12
chris123 chris1234 chris13 chris14 chris15 chris16 chris17 chris18 chris19 chris2 chris21 chris22 chris23
chris24 chris3 chris4 chris5 chris6 chris69 chris7 chrisb chrisb1 chrisbln chrisbrown chrism chriss chrissy
chrissy1 christ christ1 christa christelle christia christian christian1 christian2 christian7 christie
christin christina christina1 christina2 christine christine1 christma christmas christmas1 christmas2 christo
christop christophe christopher christopher1 christy christy1 chrome chronic chronic1 chronic420 chrono
chronos chrysler chuang chubby chubby1 chucha chuchu chuck1 chuckie chuckie1 chuckles chucky chucky1 chula1
chunky chunky1 church church1 churchil churchill chutrung ciaociao ciara1 ciccia ciccio cicero cierra cierra1
cigars cimbom cinder cinderella cinders cindy1 cindy123 cinema cingular1 cinnamon cinnamon1 cintaku cinzia
cipher circle circus cirrus cisco1 citadel citibank citizen citroen citron citrus civic1 civicsi civilwar
cjkysirj cjkywt cjmasterinf cjytxrf ckfdbr cksdnd12 claire claire1 clancy clapton clarence clarence1 clarinet
clarinet1 clarion clarissa clarisse class07 class08 class09 class2010 classic classic1 classics classof06
classof07 classof08 classof09 classof200 classof201 claude claudi claudia claudia1 claudine claudio claymore
clayton clayton1 clemence clement clemente clementine clemson clemson1 cleopatr cleopatra cleopatra1 cleric
clevelan cleveland cleveland1 clever clifford clifford1 cliffy clifton climax climber clinton clinton1 clipper
clippers clitlick clitoris clochette cloclo cloggy close-up closeup cloud1 cloud9 clouds cloudy clover clover1
clovis clown1 clowns clubber clueless clutch clyde1 cm6e7aumn9 cme2012 cneltyn cnfcbr cnfkrth cnfybckfd
cnhtktw cnjvfnjkju cntgfy cnthdf coach1 cobain cobalt cobra1 cobra427 cobras cobraya coca-cola cocacol
cocacola cocacola1 cocaine cocaine1 coccinella cochise cocker cocksuck cocksucker coco11 coco12 coco123
coco1234 cocoa1 cococo cocococo cocoloco coconut coconut1 cocotte codeblue codered cody12 cody123 coffee
coffee1 coffees cogito cohiba colby1 coldbeer coldplay coldplay1 coleman coleman1 colette colgate colibri
colin1 collecti colleen colleen1 college college1 collie collin collin1 collins collins1 colnago colocolo
colombi colombia colombia1 colombo colonel colorado colorado1 colors colossus colour colt45 colton colton1
coltrane colts1 colts18 columbia columbia1 columbo columbus comanche combat combat123654 comcast comcast1
comedy comein comeon comeon11 comets comfort comicbook comicbookdb coming command commande commander commando
commerce commodor common community company compaq compaq1 compaq12 compaq123 compass complete compton compton1
compusa computador computadora compute computer computer1 computer11 computer12 computer123 computer2
computers conan1 concepcion concord concorde concrete concrete1 condom condor conejo confidence config confirm
confused confused1 conker conman connard connect connect1 connection conner conner1 connie connie1 connor
connor1 conrad constance constantin constantine consuelo consumer contact continue contortionist contour
contra contrase contrasena control control1 converse converse1 coochie cooker cookie cookie! cookie01 cookie1
cookie11 cookie12 cookie123 cookie13 cookie2 cookie23 cookie3 cookie4 cookie5 cookie7 cookiemons cookiemonster
cookies cookies! cookies1 cookies12 cookies123 cookies2 cooking cool10 cool11 cool12 cool123 cool1234
cool123456 cool13 cool22 coolbean coolbeans coolbeans1 coolboy coolboy1 coolcat coolcat1 coolcool cooldude
cooldude1 cooler cooler1 coolgirl coolgirl1 coolguy coolguy1 coolhand coolio coolio1 coolkid coolkid1 coolman
coolman1 coolness coolness1 coolone cooper cooper1 cooper12 cooper123 coopers cooter copenhag copenhagen
copper copper1 coralie corazo corazon corazon1 corbin corbin1 cordell123 cordoba coregmedia corentin corey1
corgan corina corinne corleone corndog cornelia cornelius cornell cornhole cornholi cornwall corolla corona
corona1 corrado corsair corsica cortez cortez1 cortina corvet07 corvett corvette corvette1 cosita cosmic
cosmin cosmo1 cosmopolitan cosmos costaric costarica cosworth cottage cotton cotton1 coucou cougar cougar1
cougars cougars1 counter counter1 counterstrike country country1 countryboy coupon couponmom coupons
couponsc10 courage courage1 courage9 courtney courtney1 courtney12 couscous cousin covenant coventry cowboy
cowboy1 cowboys cowboys1 cowboys12 cowboys2 cowboys22 cowboys81 cowboys9 cowboyup cowgirl cowgirl1 cowman
coyote coyote1 coyotes crabby crack1 cracker cracker1 crackers crackers1 crackhead crackhead1 cradle crafty
craig1 cramps crappie crash1 craving crawford crayon crazy1 crazy101 crazy12 crazy123 crazy13 crazy2 crazy4u
crazy8 crazybab crazybitch crazydog crazygirl crazygirl1 crazyman cream1 creampie creamy create create1
creatine creation creativ creative creative1 creeper creepers crepusculo crescent cretin crevette crevice
crfprf cricket cricket1 cricri criminal crimson crimson1 crip4life crispy cristal cristh cristi cristia
cristian cristian1 cristiano cristiano7 cristina cristina1 cristo cristo1 cristy critter critter1 crjhgbjy
crocodil crocodile cronaldo cronaldo7 cronic cronos crosby87 crossfire crowbar crowbird cruise cruiser crumbs
crunch crunchy crusader crusher crusty cruzazul cruzazul1 crybaby crybaby1 crysis crystal crystal1 crystal12
crystal123 crystal2 cstrike csyekz csyjxtr ctdfcnjgjkm cthtuf cthulhu cthutq ctrhtn cubano cubbies cubbies1
cubswin cucciola cucciolo cucumber cuddles cuddles1 cueball cuervo culinary cullen cum4me cumeater cumload
cummer cumming cummins cumonme cumshot cumslut cuntlick cupcake cupcake1 cupcake12 cupcake123 cupcake2
cupcakes cupcakes1 curious curious1 curtis curtis1 custard custom cute12 cute123 cuteako cutegirl cuteko
cuteme cutie01 cutie1 cutie10 cutie101 cutie11 cutie12 cutie123 cutie13 cutie14 cutie2 cutie3 cutie5 cutiepie
cutiepie1 cutiepie12 cutiepie2 cuties cutlass cutter cuttie cuttie1 cv1230 cvbhyjd cvbhyjdf cvthnm cvzefh1gkc
cxfcnkbdfz cxfcnmt cxy831126 cyber1 cyberonline cybersex cyborg cyclone cyclones cyclops cygnus cygnusx1
cynthia cynthia1 cypher cypress cyprus cyrano czz000 d0r1nc0urt d12345 d123456 d1234567 d123456789 d1lakiss
d2xyw89sxj d41d8cd d71lwz9zjs d9zufqd92n dabears dabears1 dabomb dabulls dad123 dadada dadadada daddy01 daddy1
daddy12 daddy123 daddy2 daddy3 daddygirl1 daddyo daddys daddys1 daddysgirl daedalus daemon daewoo daffodil
dagestan dagger dagobert dagwood daisey daisy1 daisy12 daisy123 daisy2 daisydog daisymae daisymay dakine
dakota dakota01 dakota1 dakota12 dakota123 dakota2 dalbas73 dale03 dale88 dalejr dalejr8 dalejr88 dalila
dallas dallas01 dallas1 dallas12 dallas123 dallas2 dallas214 dallas22 dalshe dalton dalton1 damage11 damager
damaris damian damian1 damien damien1 damilare damilola damion dammit damnit damnit1 damon1 dan123 dance1
dance12 dance123 dance4life dancer dancer1 dancer12 dancer123 dancer2 dancing dancing1 dandan dandfa danger
danger1 dangerou dangerous dangerous1 dangerous12 dani123 danica daniel daniel01 daniel07 daniel1 daniel10
daniel11 daniel12 daniel123 daniel13 daniel14 daniel15 daniel16 daniel18 daniel19 daniel2 daniel21 daniel22
daniel23 daniel3 daniel5 daniel7 daniela daniela1 daniele danielit danielito daniella danielle danielle1
danielle12 danielle2 daniels daniil danika danila danilka danilo danish danman danmark danni1 danny1 danny12
danny123 danny2 dannyboy dannyboy1 dante1 dantes dantheman danzig daphne dapper daredevi daredevil daredevil1
darian darina darius darius1 dark123 dark666 darkange darkangel darkangel1 darkelf darkknight darklord darkman
darkmoon darknes darkness darkness1 darkone darkside darkside1 darkstar darkstar1 darkwing darlene darlene1
darling darling1 darnell darnell1 darrell darrell1 darren darren1 darryl darthvad darthvader darwin dasani
dashka dating datsun daughter daughter1 dauphin dave123 davecole david01 david1 david10 david11 david12
david123 david13 david2 david21 david22 david23 david3 david5 david7 davidb davidc davidd davide davidic1
davidj davidm davidoff davids davidson davinci davis1 dawggy dawgs1 dawson dawson1 dayana dayday dayday1
daydream daytek dayton daytona daytona1 dazzle dbnfkbq dbnfkbr dbnfkz dbrecz dbrf134 dbrnjh dbrnjhbz dd123456
ddddd1 dddddd dddddd1 ddddddd dddddddd dddddddddd ddzj39cb3 deacon deadhead deadly deadman deadman1 deadmau5
deadpool deadspin deandre1 deanna deanna1 dearbook death1 death123 death666 deathnote deathnote1 deathrow
debbie debbie1 debora deborah deborah1 decatur december december1 december10 december11 december12 december13
december14 december15 december16 december17 december18 december19 december2 december20 december21 december22
december23 december25 december28 december31 decimal declan dedede dedewang dee123 deedee deedee1 deejay deepak
deepblue deepika deepthro deepthroat deerhunt deerhunter deeznuts deeznutz default defcon defender defiant
deftones deftones1 degrassi1 deicide deimos deirjj dejavu delacruz delaney delboy delete delete1 delfin
delfino delgado delicious delicious1 delight delilah delilah1 dell12 dell123 dell500 delldell delorean delphi
delphin delphine delpiero delpiero10 delsol delta1 deltas deluxe demilovato demon1 demon123 demon1234
demon12345 demon1q2w3e demon1q2w3e4r demon1q2w3e4r5t demon666 demons den123 den221991 denali denden deniro
denis1 denis123 denisa denise denise1 deniska denmark dennis dennis1 dennis123 dental dentist denver denver1
denzel depeche depechemode derek1 derevo derick derp12!@ derparol derrick derrick1 desadesa desember desert
deshawn1 design design1 designer designer1 desire desire1 desiree desiree1 deskjet desktop desmond desmond1
desperad desperado destin destinee destiny destiny1 destiny12 destiny123 destiny2 destiny3 destiny7 destroy
destroye destroyer detectiv detroit detroit1 detroit313 deusefiel deutsch deutschland devil1 devil123 devil666
devildog devildog1 devilman devilmaycry devils devils1 devin1 devine devon1 dewalt dewayne dewayne1 dexter
dexter1 dfa72dfj dfcbkbcf dfcbkbq dfg5fhg5vgfh1 dfghjc dfhdfhf dfkthbz dfkthf dfktynby dfktynbyf dfvgbh
dfytxrf dharma dhip6a dhjnvytyjub diablo diablo1 diablo2 diablo666 diabolo dialog diamant diamante diamon
diamond diamond1 diamond12 diamond123 diamond2 diamond3 diamond7 diamonds diamonds1 diana1 diana123 diane1
dianna dianne diaper diceman diciembre dick12 dick123 dick69 dicker dickface dickhead dickhead1 dickie
dickweed dictionary diddle didididi didier didine diego1 diego10 diego123 dieguito diehard diesel diesel1
dietcoke dietcoke1 dieter digger digger1 diggler digimon digimon1 digital digital1 dilbert dilbert1 dildos
dilligaf dillon dillon1 dillweed dima123 dima1995 dima1996 dima55 dimadima dimarik dimasik dimebag dimebag1
dimension dimitri dimple dimples dimples1 dinamo dinara dindom dinero dinesh dingbat dingdong dingdong1 dingo1
dinosaur dinosaur1 diosesamor diosesfiel dipper dipset dipset1 dipset5 dipshit dipstick director direwolf
dirtbag dirtbike dirtbike1 dirty1 dirtydog disco1 discover discovery discus disney disney1 disneyland
disturbed disturbed1 diva123 diver1 divers divina divine divine1 divorce divorce1 diwtgm8492 dixie1 dizzy1
dj1234 django djdjxrf djkjlz dkflbckfd dkflbr dkflbvbh dkflbvbhjdbx dkflbvbhjdyf dkssud12 dkxjizc282 dkz1999
dmband dmitrii dmitriy dmitry dmoney1 dnsadm dobber doberman doctor doctor1 doctorwho dodge1 dodger dodger1
dodgeram dodgers dodgers1 dodges dododo dodong dog123 dog1234 dogbert dogbone dogboy dogcat dogcat1 dogdog
dogdog1 dogface dogfart dogfish dogfood dogger dogggg doggie doggie1 doggies doggone doggy1 doggy123 doggydog
doggys doggystyle doghouse doglover doglover1 dogman dogmeat dogpound dogs12 dogs123 dogshit dogshit1 dogwood
doitnow dokken doktor dolapo dolemite dollar dollar1 dollars dolly1 dolores dolores1 dolphi dolphin dolphin1
dolphin2 dolphin7 dolphins dolphins1 dolphins13 domainlock2005 domdom domenica domenico domenow dominator
domingo domini dominic dominic1 dominican1 dominick dominick1 dominik dominik1 dominika dominion dominiqu
dominique dominique1 domino domino1 dominus don123 donald donald1 donaldduck dondon donjuan donkey donkey1
donna1 donner donnie donnie1 donovan donovan1 dont4get dontforget dontknow dontknow1 donuts doobie doodah
doodie doodle doodle1 doodlebug doodlebug1 doodles doodles1 doodoo doodoo1 doofus doogie dookenr1 dookie
dookie1 doomsayer.2.7mords.v doomsayer.2.7mords.vv doomsday doorknob dora123 doraemon doreen doremi dorian
dorothy dorothy1 dortmund dotcom dottie dottie1 double doubled douche doudou doudoune dougal doughboy dougie
douglas douglas1 downhill download downtown dozer1 dpbk1234 dr.pepper dracula dracula1 drag0n dragon dragon01
dragon1 dragon10 dragon11 dragon12 dragon123 dragon13 dragon2 dragon21 dragon22 dragon23 dragon3 dragon5
dragon6 dragon666 dragon69 dragon7 dragon76 dragon77 dragon8 dragon88 dragon9 dragon99 dragonba dragonball
dragonballz dragonfire dragonfl dragonfly dragonfly1 dragons dragons1 dragonz dragoon dragoon1 dragoste
dragrace dragster drake1 drakon drama1 dramaqueen draven dream1 dreamcas dreamcast dreamer dreamer1 dreamers
dreamgirl dreaming dreams dreams1 dresden drevil drifter driller drinker driver driver1 drizzt drjynfrnt
drogba droopy dropdead dropkick drowssap drowssap1 drpepper drpepper1 drummer drummer1 drums1 drywall dshade
dt123456 dte4uw dthjxrf dthjybrf dtkjcbgtl dtxyjcnm dtythf du8484 dublin ducati ducati99 duchess duchess1
duckhunt duckie duckie1 duckman ducksoup ducky1 dude11 dude12 dude123 dudeman dudley dudley1 duffer duffman
duke123 dumbass dumbass1 dumdum dummy1 duncan duncan1 duncan21 dundee dungeon dunhill dupa123 dupadupa dupont
duracell durango durango1 duster dustin dustin1 dusty1 dusty123 dustydog dutchess dutchess1 dutchman dvader
dwade3 dwayne dwayne1 dwight dylan1 dylan123 dynamic dynamite dynamo dynasty dynasty1 dzxtckfd e12345 e123456
e23456 e2yfp41b e3r4t5y6 e93c50 eagle1 eagle2 eagles eagles1 eagles12 eagles5 earnhard earnhardt3 earthlin
earthlink easter eastern easton eastside eastside1 eastside13 eastwood easy123 easyas123 easypay eatme1 eatme2
eatme69 eatmee eatmenow eatpussy eatshit eatshit1 ebeans ebenezer ebony1 echizen18 echo45 eclipse eclipse1
economics ecuador ecuador1 edberg edcrfv eddie1 eddie123 edgar1 edinburg edinburgh edison edmond edmonton
edmund edoardo edthom eduard eduardo eduardo1 education education1 edward edward1 edward12 edward123 edward17
edward2 edwardcullen edwards edwards1 edwardss edwin1 edxk20qmfs eeeee1 eeeeee eeyore eeyore1 egghead eggman
eggplant egorka egorov egorova eh1k9oh335 ehdgnl12 eight8 eightbal eightball eighteen eileen einstein
einstein1 eistee ejaculation ekaterina ekmzyf elaine elaine1 elbereth elcamino eldiablo eldorado eleanor
eleanor1 electra electric electric1 electrical electro electron electronic electronics elefant elefante
elektra element element1 element123 element2 elements elena1 eleonora elephant elephant1 eleven eleven11
elgato eli123 eliana elijah elijah1 elisabet elisabeth elisabeth1 elisabetta elisha elite1 elite11 elizabet
elizabeth elizabeth0 elizabeth1 elizabeth2 elizabeth3 elizabeth7 elizabeth8 elizabeth9 elizaveta ellen1 ellie1
elliot elliot1 elliott elliott1 ellobo elmejor elmira elmo12 elmo123 elodie elohim eloise elpaso elrond
elsalvador eltoro elvira elvira26 elvis1 elvis123 elvisp elway7 elwood emachine emachines emachines1 emanuel
emanuel1 emanuela emanuele embalmer embrace emerald emerald1 emerica emerica1 emerson emerson1 emilia emiliano
emilie emilio emilio1 emily1 emily12 emily123 emily2 eminem eminem1 eminem12 eminem123 eminem2 emirates emma12
emma123 emmanuel emmanuel1 emmanuelle emmitt22 emo123 emo666 emoboy emogirl emokid1 emotional emperor empire
empire1 empires employment encore energize energy energy1 enfield enforcer engage engine engineer engineer1
engineering england england1 english english1 enigma enigma1 enkeli enrico enrique enrique1 enter1 enter123
enterme enternow enterpri enterprise entropy envision epaulson epsilon eqes606898 equinox eragon eragon1
eraser erasmus erasure erection erfolg eric12 eric123 erica1 erick1 ericka ericsson erika1 erika22 ernest
ernest1 ernesto ernesto1 ernie1 erotic erotica escalade escape escher escobar escola escorpio escorpion escort
eskimo esmeralda esmeralda1 espagne espana esperanza esperanza1 espoir espresso esprit esquire essence
essendon estate esteban esteban1 estefania estela estelle esther esther1 estrada estrela estrell estrella
estrella1 estrellita eternal eternal1 eternity eternity1 ethan1 ethan123 ethanryan01 ethernet ethiopia etienne
etnies etoile ettore euclid eugene eugene1 eugenia eugenie eugenio eunice euphoria eureka europa europe
euteamo evanescence evangeli evangelion evelin evelina evelyn evelyn1 evenflow everest everett evergree
evergreen everlast everques everquest everton everton1 everyday everything evgenii evgeniy evgeniya evil666
evildead evildick evilone evolutio evolution evolution1 evony1 evony123 evony192 ewanko ewelina ewq321
excalibu excalibur excell excellen excellent excite exigen exigent exodus exotic expert expert12 exploite
explorer explorer1 express express1 extensa extreme extreme1 eyeball ezekiel ezekiel11991 ezequiel f00tball
f12345 f123456 f15eagle f1uuhza723 f4u*123 fabian fabian1 fabiana fabien fabienn fabienne fabiol fabiola
fabolous fabregas fabregas4 fabric fabrice fabrizio fabulous fabulous1 faca210898 facebook facebook1 facefuck
facial faggot faggot1 failsafe fairlane fairview fairway faisal faith1 faith123 faith7 faithful faithful1
fake12 fake123 fakepass faker1 falcon falcon1 falcons falcons1 falcons7 fallen fallen1 fallen_angel fallout
fallout3 falloutboy falstaff famili familia familia1 familiyafamiliya famille family family01 family1 family11
family12 family123 family1st family2 family3 family4 family5 family6 family7 familyguy familyguy1 famous
famous1 fanatic fandango fanfan fantasia fantasma fantasti fantastic fantastic4 fantasy fantasy1 fantasy7
fantom fantomas faraon farcry farfalla farfallina farhan farida farley farmacia farmboy farmer farmer1
farscape farside farter fartman fashion fashion1 fastball fastcar fastcars faster fat123 fatass fatass1 fatboy
fatboy1 fatcat fatcat1 fathead fathead1 father father1 father123 fatima fatima1 fatluvr69 fatman fatman1
fatpussy fatty1 favorit favorite2 favorite6 favorite7 favorite8 favour favre4 fb1907 fcbarcelona fcbayern
fcporto fduecn feanor fearless fearless1 feather feather1 feathers febrero february feder_1941 federal federer
federica federico fedorov feeder feedme feelgood felice felicia felicia1 felicidad felicidade felicita
felicity feline felipe felipe1 felipe123 felix1 felix123 felix1952 fellatio fellow fellowes female femmes
fencer fenchel55 fender fender1 fener1907 fenerbahce feniks fenris fenway ferari ferdinand fergie fergie1
fergus ferguson fermat fernand fernanda fernanda1 fernandes fernandez fernando fernando1 ferrar ferrari
ferrari1 ferreira ferret ferret1 fester festival festus fetish fettish feuerwehr feyenoord fffff1 ffffff
fffffff ffffffff ffffffffff fghjkl fghtkm fgtkmcby fhctybq fhntvrf fhvfutljy fialka fickdich ficken ficken1
ficken76 fiddle fidelio fidelity fiesta fifa2010 figaro fightclub fighter fighter1 figment filimon filipe
filippo film@123 filomena filter finalfan finalfantasy finance find_pass finder fineboy finger finger1 fingers
finland finley fiona1 fiorella fiorentina fire12 fire123 fireball fireball1 firebird firebird1 fireblad
fireblade firedog firefigh firefighter firefire firefly firefly1 firefox firefox1 firehawk fireman fireman1
firenze firestar firestor firestorm firewall firework fireworks first1 fischer fish12 fish123 fishbone
fishcake fisher fisher1 fisherma fisherman fisherman1 fishes fishface fishfish fishhead fishin fishing
fishing1 fishing2 fishnet fishon fishtank fishy1 fister fistfuck fisting fitness fitness1 fitter fivestar
fk3456abc fkbyjxrf fkbyrf fkmnthyfnbdf fktrcfylh fktrcfylhf fktrcfylhjdbx fktrcfylhjdyf fktrctq fktyeirf
fktyrf flame1 flamenco flamengo flamer flames flames1 flamingo flamingo1 flange flanker flapjack flapper
flash1 flash123 flasher flashman flatblocker flathead flatron flavia flavio fletch fletcher fletcher1 fleurs
flexible flhtyfkby flicks flight flintsto flipflop flipmode flipper flipper1 flippy floflo floppy florence
florence1 florencia florent flores flores1 florian florian1 florida florida1 florida2 florin flossy flounder
flower flower1 flower11 flower12 flower123 flower2 flower3 flower4 flower5 flower7 flowerpower flowers
flowers1 flowers123 flowers2 floyd1 flubber fluffy fluffy1 fluffy12 fluffy123 flvbybcnhfnjh flyaway flyboy
flyboy1 flyers flyers1 flyers88 flyfish flyfly flyguy flying fnkfynblf focus1 foghorn fokker fomoco fondoom
fonzie foobar food123 foofoo foolish foolish1 footbal footbal1 football football! football. football01
football07 football08 football09 football1 football10 football11 football12 football123 football13 football14
football15 football16 football17 football18 football19 football2 football20 football21 football22 football23
football24 football25 football27 football28 football3 football32 football33 football34 football4 football44
football45 football5 football54 football55 football56 football6 football69 football7 football77 football8
football88 football9 football95 football99 footjob footlove footman forall force1 ford150 fordf150 fordf250
fordf350 fordfocus fordman fordtruc foreplay foreskin forest forest1 foreve forever forever1 forever12
forever123 forever2 forever21 forever3 forever4 forever7 forfun forget forget1 forgetit forgetmenot forgiven
forgot forgot1 forgotten forgotten1 forklift forlife format formula formula1 forrest forrest1 forsaken fortuna
fortune forumwp forward foryou forzainter forzajuve forzamilan forzanapoli forzaroma fossil fossil1 foster
foster1 fosters foundation fountain four20 fourkids fourteen fowler fox123 foxcg33 foxfire foxhound foxpass
foxracing1 foxtrot foxylady fozzie fqrg7cs493 fraggle fragile fragola fragolina framer franca france france1
frances frances1 francesc francesca francesca1 francesco franci francia francine francis francis1 francisc
francisca francisco francisco1 franck franco francois francoise francy frank1 frank123 frankfur frankfurt
franki frankie frankie1 franklin franklin1 franky franky1 fraser freak1 freaks freaky freaky1 freckles
freckles1 fred12 fred123 fred1234 freddie freddie1 freddy freddy1 frederic frederick frederik fredfred
fredrick free12 free123 freebird freebird1 freedo freedom freedom! freedom1 freedom12 freedom123 freedom2
freedom7 freefall freefree freeman freeman1 freeme freemusic freepass freeporn freesex freestuff freestyle
freestyle1 freetime freeuser freeway freeway1 freewill freeze freeze112 freiheit fremont french french1
frenchie frenchy fresca fresh1 fresh123 fresno friday friday1 friday13 friend friend1 friendly friends
friends! friends1 friends12 friends123 friends2 friends3 friends4 friends4ev friends5 friends7 friendship
friendster fright frisbee frisco frisco1 frisco415 frisky fritz1 frodo1 frog123 frogger frogger1 froggie
froggie1 froggy froggy1 frogman frogs1 front242 frontera frontier frosch frosty frosty1 frozen fruitbat fruity
fu7u4a#$$$ fubar09 fubar1 fuchurli fucing fuck0ff fuck11 fuck12 fuck123 fuck1234 fuck13 fuck666 fuck69 fuck777
fuck_inside fuckall fucked fucked1 fuckedup fuckem fucker fucker! fucker1 fucker12 fucker123 fucker2 fucker69
fuckers fuckers1 fuckface fuckface1 fuckfest fuckfuck fuckfuck1 fuckhead fuckher fucking fucking1 fuckinside
fuckit fuckit! fuckit1 fuckit2 fucklife fucklife1 fucklove fucklove1 fucklove13 fuckme fuckme! fuckme1
fuckme12 fuckme123 fuckme2 fuckme69 fuckmehard fuckmylife fuckof fuckoff fuckoff! fuckoff1 fuckoff123 fuckoff2
fuckoff69 fuckshit fuckslut fuckthat fuckthat1 fuckthewor fuckthis fuckthis1 fucku1 fucku12 fucku123 fucku2
fucku69 fuckup fucky0u fuckyeah fuckyo fuckyou fuckyou! fuckyou. fuckyou0 fuckyou01 fuckyou09 fuckyou1
fuckyou10 fuckyou11 fuckyou12 fuckyou123 fuckyou13 fuckyou2 fuckyou21 fuckyou22 fuckyou23 fuckyou3 fuckyou4
fuckyou420 fuckyou5 fuckyou6 fuckyou666 fuckyou69 fuckyou7 fuckyou8 fuckyou88 fuckyou9 fuckyouall fuckyoubit
fucmy69 fudge1 fugazi fujifilm fujitsu fuk19600 fuking fuku00198 fulcrum fulham fullaccess fullback fullmetal
fullmetal1 fullmoon fun123 fun4me funfun fungus funguy funhouse funky1 funmilola funny1 funny123 funnyman
funstuff funtik funtime funtimes furball fusion fussball futbol futura futurama future future1 futyn007
fuzzball fuzzy1 fx-one fxzz75 fxzz75$yer fxzz75yer fy.nrf fyfcnfcbz fyfnjkbq fylhtq fylhtq12 fynjirf fynjybyf
fysihz5g fytxrf fyutkbyf fyutkjr fyutkjxtr fyyeirf fzappa g-unit g00gle g12345 g123456 g13916055158 g9l2d1fzpy
gaara1 gabber gabbie gabby1 gabby123 gabrie gabriel gabriel1 gabriel123 gabriel2 gabriela gabriela1 gabriele
gabriell gabriella gabriella1 gabrielle gabrielle1 gadget gaelle gaetano gaffer gagaga gagarin gagged gagging
gaijin galactic galadriel galahad galant galary galatasaray galaxie galaxy galaxy1 galeries galileo galina
gallardo gallaries galore gambion32 gambit gambler gameboy gameboy1 gamecock gamecube gamecube1 gameover
gamer1 games1 games123 gandako gandalf gandalf1 gandhi gandolf gandon ganesh ganesha gangbang gangbanged
gangrel gangsta gangsta1 gangsta12 gangsta123 gangsta2 gangsta6 gangster gangster1 gangster12 ganja420
ganjaman ganjubas gannibal gansta1 ganster ganteng garage garbage garbage1 garcia garcia1 garden garden1
gardenia gareth garfield garfield1 gargoyle garion garnet garrett garrett1 garten garter gasman gaston gateway
gateway1 gateway2 gatinha gatita gatito gator1 gatorade gatorade1 gators gators1 gatsby gaucho gaudens gaurav
gautam gavin1 gawker gay123 gayathri gayatri gayboy gayboy1 gaylord gaymen gaysex gazelle gbcmrf gbenga
gbgbcmrf gbhfvblf gbpltw gbyudby gcheckout gdcc9921 gdtrfb gearsofwar geetha geezer gegcbr geheim geheim123
geibcnbr geisha gemini gemini1 geminis gemma1 gemstone general general1 generation generic genesi genesis
genesis1 geneva geneviev genevieve genghis genius genius1 gennaro gentle geoffrey george george01 george1
george11 george12 george123 george2 georges georgi georgia georgia1 georgie georgie1 georgina gerald gerald1
geraldin geraldine gerard gerard1 gerardo gerardo1 gerbil gerhard germaine german german1 germania germany
germany1 geronimo gerrard gerrard8 gertrude gesperrt getajob getlost getmein getmoney getmoney1 getmoney2
getoff getout getsdown getsome getsome1 gettherefast gfcgjhn gfdkbr gfgfvfvf gfhfljrc gfhjdjp gfhjkm gfhjkm1
gfhjkm12 gfhjkm123 gfhjkmgfhjkm gfhjkzytn gfhkfvtyn gfhnbpfy gfhreh gfnhbjn gforce gfs2z6wb gfynthf gggggg
gggggg1 ggggggg gggggggg gggggggggg ghbdtn ghbdtn12 ghbdtn123 ghbdtnbr ghbdtndctv ghbdtnrfrltkf ghblehjr
ghblehrb ghbrjk ghbrjkbcn ghbrjkmyj ghbywtccf ghetto ghetto1 ghfdlf ghghgh ghhh47hj7649 ghjcnbnenrf ghjcnj
ghjcnjgfhjkm ghjcnjghjcnj ghjcnjnfr ghjcnjq ghjdthrf ghjnjnbg ghjnjrjk ghjuhfvvf ghjvtntq ghost1 ghost123
ghostman ghostrider ghosts ghtktcnm giacomo giancarlo gianluca gianna gianna1 gianni giants giants1 gibbon
gibson gibson1 giddyup gideon gidget gidget1 gigabyte gigaman8891 giggle giggles giggles1 gigolo gilbert
gilbert1 gilberto gilles gillian gilmore ginger ginger01 ginger1 ginger11 ginger12 ginger123 ginger2 ginola
ginscoot giogio giorgi giorgia giorgio giovann giovanna giovanni giovanni1 giraffe giraffe1 girasole girdle
girfriend girl12 girl123 girlfriend girlie girlies girlpower girls1 girls123 girls2 girlsrule girly1
girlygirl1 gisela gisele giselle gitara giulia giuliana giulietta giulio giuseppe giveitup giveme gixxer
gizmo1 gizmo123 gizmodo gizmodo1 gizmos gizzmo gjgeufq gjhjkm gjkbujy gjkbyf gladiato gladiator gladys
glamorous1 glamour glamur glasgow glasses glenda glendale glennwei glenwood glider glitter glitter1 global
global1 globus glock17 gloria gloria1 gmoney gmoney1 gn56gn56 go2hell goalie goarmy goatboy goaway goaway1
gobears gobigred goblin goblue goblue1 gobucks gobucs gocats gocubs god123 god777 godawgs godbless godbless1
godblessme goddess goddess1 godfathe godfather godfather1 godgod godhelpme godim001 godis1 godisable godisgood
godisgood1 godisgreat godislove godislove1 godiva godlike godlovesme godofwar godslove godsmack godsmack1
godson godspeed godwin godzilla godzilla1 goethe gofast gofish goforit gogators gogeta gogirl gogogo gogogo1
gohawks goheels gohogs gohome goirish gold123 goldberg goldberg1 golden golden1 goldeney goldeneye goldfing
goldfinger goldfish goldfish1 goldie goldie1 goldmine goldrush goldstar goldwing golfball golfclub golfcourse
golfer golfer1 golfgti golfing golfing1 golfinho golfman golfnut golfpro golgo13 goliath goliath1 gollum
gomets gonads gonavy gonzales gonzalez gonzalez1 gonzalo gonzo1 goober goober1 goochi good12 good123
good123654 good2go good4u goodboy goodboy1 goodbye goodbye1 goodday gooddog goodfell goodgirl goodgirl1
goodgod goodgood goodguy goodie goodies goodison goodlife goodluck goodluck1 goodman goodmorning goodness
goodnews goodone goodsex goodstuf goodtime goodtimes goodtimes1 goodyear goofball goofy1 google google.com
google1 google12 google123 google2 googletester googoo gooner goonies goose1 gooseman gopack gopher gophers
gordita gordito gordo1 gordon gordon1 gordon24 gorgeous gorgeous1 gorilla gorilla1 gorillaz gospel gossipgirl
gotcha gotcha1 gotenks gotham gothic gothic1 gotigers gotmilk gotmilk1 gotohell gotohell1 gotribe gotyoass
govols gr8ful grace1 grace123 gracia gracie gracie1 graciela graduate graffiti graffiti1 graham graham1 gramma
grammy gramps granada grandad grandad1 grandam grande grandkids grandma grandma1 grandma2 grandpa grandpa1
grandpri grandprix granny granny1 grant1 grapeape grapes grapes1 graphics grasshop grasshopper grassy grateful
grateful1 gratis gravis gravity grayson grayson1 graywolf grazia grease great1 greatest greatone greatsex
greece greedisgood greedo green1 green10 green11 green12 green123 green13 green14 green15 green17 green2
green21 green22 green23 green3 green4 green420 green5 green6 green7 green8 greenbay greenbay1 greenday
greenday1 greenday12 greenday2 greene greeneyes greeneyes1 greenman greens greentea greenwood greeny gregor
gregorio gregory gregory1 gremio gremlin gremlins grendel grenouille gretchen gretchen1 gretzky greyhoun
greyhound greywolf gribouille griffey griffin griffin1 griffon grifter grimace grinch grinder grine89 gringo
grisha grizzly grizzly1 gromit groove groovy groovy1 groucho groupd2013 grover growler gruby12 grumpy grumpy1
gryphon gs1905 gstring gsxr1000 gsxr600 gsxr750 gtavicecity gthcbr gtkmvtym gtnhjdbx gu1tar guadalupe
guadalupe1 guardian guardian1 guatemala guatemala1 gubber gucci1 guderian guerrero guess1 guesswho guevara
guigui guilherme guillaum guillaume guillerm guillermo guillermo1 guiness guinness guinness1 guitar guitar1
guitar12 guitar123 guitar2 guitare guitarhero guitarra guitars gulliver gulnara gulnaz gumball gumby1
gummybear gundam gundam1 gunit1 gunnar gunner gunner1 gunners gunners1 gunsling gunsmoke gunsnroses gunther
guruji gusgus gustav gustavo gustavo1 gutierrez gutschein guyute guyver gwapako gwapoako gwapoko gwarmonster
gwerty gwerty123 gy3yt2rgls gymnast gymnast1 gymnastic gymnastics gypsy1 h12345 h123456 h1xp2z2duk h2opolo
h2vwdubjx4 h4t3cr3w h8llp9f habana habbo123 habiba habibi hacked hacker hacker1 hacker123 hackers hackerz
hacking haggis haha11 haha12 haha123 haha1234 hahaha hahaha! hahaha1 hahaha123 hahahaha hailey hailey1
hairball hal9000 halcyon haley1 haley123 halflife halflife2 halfmoon halibut halifax halima hallie hallo1
hallo12 hallo123 hallohallo hallowee halloween halloween1 halo12 halo123 halo1234 halo219 halo22 haloreach
hamada hambone hamburg hamburg1 hamburg15 hamburger hamburger1 hamilton hamilton1 hamish hamlet hammed hammer
hammer1 hammer123 hammerhe hammers hammers1 hammond hamper hampton hampton1 hamster hamster1 hamtaro handbag
handball handcuff handsome handsome1 handyman hangman hanna1 hannah hannah! hannah01 hannah1 hannah10 hannah11
hannah12 hannah123 hannah13 hannah2 hannah3 hannah5 hannah7 hannahmont hannahmontana hannes hannibal hannover
hannover96 hans4queck hansen hansol hansolo hansolo1 hanson hanson1 hanuman happines happiness happiness1
happy01 happy1 happy11 happy12 happy123 happy1234 happy12345 happy13 happy2 happy22 happy3 happy5 happy7
happyday happydays happydays1 happydog happyfeet happyfeet1 happygirl happyhappy happyman harald harcore
hardball hardcock hardcore hardcore1 harddick hardon hardone hardrock hardware hardwood hardwork harekrishna
haribo hariom harish harlem harlem1 harley harley01 harley1 harley11 harley12 harley123 harley2 harley69
harman harmony harmony1 harold harold1 harper harpoon harpua harrier harriet harris harris1 harrison harrison1
harry1 harry123 harry24 harrypotte harrypotter harrys harsha harvard harvest harvey harvey1 harvick29 haslo1
hassan hassan1 hastings hateme hateme1 hater1 haters haters1 hateyou hateyou1 hatteras hattie hattrick havana
havefun hawaii hawaii1 hawaii50 hawaii808 hawaiian hawaiian1 hawker hawkesbury93 hawkeye hawkeye1 hawkeyes
hawks1 hawkwind hawthorn hayabusa hayden hayden1 haylee hayley hayley1 hazel1 hazmat hbhc8290826
hd764nw5d7e1vb1 he635789 headless headshot health healthy heart1 heart123 heartbreak heartbroke heartless
heartless1 hearts hearts1 heater heathe heather heather1 heather12 heather123 heather2 heaven heaven1 heaven7
heavenly heavenly1 heavymetal heckfy hector hector1 hedgehog heeled hehehe hehehe1 heidi1 heineken heinlein
heinrich hej123 hejhej hejhej123 hejsan hejsan123 heka6w2 helen1 helena helena1 helene helicopter helios
helium hell666 hellas hellboy hellboy1 hellen hellfire hellfire1 hellion hellno hello! hello. hello0 hello01
hello1 hello10 hello101 hello11 hello12 hello123 hello1234 hello12345 hello13 hello14 hello2 hello22 hello23
hello2u hello3 hello4 hello5 hello6 hello69 hello7 hello8 hello9 hello99 hellohel hellohello hellokit
hellokitty hellome hellomoto hellomoto1 helloo hellos hellothe hellothere hellow helloworld helloyou
hellraiser hellsing hellyeah helmet helmut helper helpme helpme1 helpme2 hemicuda hemlock henderso henderson
henderson1 hendrix hendrix1 henni1907 henrik henrique henry1 henry123 henry14 hentai herbalife herbert
herbert1 herbie hercule hercules hercules1 heretic herewego heritage herman herman1 hermann hermes hermione
hermione1 hermit hermosa hernan hernande hernandez hernandez1 heroes herrera hershey hershey1 hesoyam hester23
heterosexual hetfield hevhk43n9j hewlett hey123 hey12345 heyhey heyhey1 heyheyhey heyheyhey1 heynow heythere
heythere1 heyyou heyyou1 hfleuf hfljcnm hfytnrb hg0209 hgfdsa hgrfqg4577 hhhhhh hhhhhhh hhhhhhhh hi1234
hi12345 hibernia hickory hidden higgins high420 highbury highheel highland highlander highlife highschool
hihihi hihihi1 hikari hikaru hiking hilary hilary1 hilaryduff hilfiger hillary hillary1 hillbill hillbilly
hillbilly1 hillside hilltop hilton him666 himanshu hinata hindustan hip-hop hiphop hiphop1 hiphop123 hiphop2
hippie hippo1 hippos hiroshi historia history history1 history278 hitachi hithere hithere1 hitler hitler1
hitman hitman1 hitman47 hitomi hiziad hjccbz hjvfirf hm9958123 hobbes hobbit hockey hockey1 hockey10 hockey11
hockey12 hockey123 hockey13 hockey14 hockey15 hockey16 hockey17 hockey19 hockey2 hockey21 hockey22 hockey3
hockey4 hockey5 hockey7 hockey8 hockey9 hockey99 hoddle hoe123 hoffman hogtied hogwarts hohoho hokies hola12
hola123 hola1234 holahola holdem holden holden1 holein1 holeinon holger holiday holiday1 holidays holla1
holland holland1 holler holler1 hollie hollie1 hollie99 hollister hollister1 hollister2 hollister3 holly1
holly123 hollywoo hollywood hollywood1 hollywood2 holmes holycow holyshit holyshit1 holyspirit hombre home0401
home123 home1234 homebase homeboy homeboy1 homebrew homelesspa homely homemade homepage homer1 homer123 homerj
homero homers homerun homerun1 homework homework1 homie1 homies homies1 hommer honda1 honda123 honda125
honda250 honda450 hondacbr hondacivic hondacrx hondas honduras honduras1 honest honesty honesty1 honey1
honey12 honey123 honey2 honey215 honeybear honeybee honeybun honeybun1 honeybunny honeydew honeyko honeys
hongkong honolulu hoochie hookem hooker hooker1 hookers hookup hooligan hooper hoopster hoosier hoosiers
hooter hooters hooters1 hootie hoover hoover1 hooyah hope123 hopeful hopeful1 hopeless hopper horatio horizon
horndog hornet hornets horney horny1 horny69 hornyboy hornyguy hornyman horror horse1 horse123 horseman
horsemen horses horses1 horses12 horses123 horses2 horsey hospital hot123 hot2trot hot97hot hotass hotbabe
hotbabes hotbox hotboy hotboy1 hotchick hotchick1 hotcock hotdog hotdog1 hotdog123 hotdog2 hotdogs hotel6
hotgirl hotgirl1 hotgirls hothot hotlegs hotlips hotmail hotmail.com hotmail1 hotmail123 hotmama hotmama1
hotman hotone hotpants hotpink hotpink1 hotpussy hotrats hotred hotrod hotrod1 hotsauce hotsex hotshit hotshot
hotshot1 hotspur hotstuff hotstuff1 hottie hottie! hottie01 hottie1 hottie101 hottie11 hottie12 hottie123
hottie13 hottie14 hottie2 hottie3 hottie4 hottie5 hottie69 hottie7 hotties hottub hotty1 hotwheel hotwheels
hotwife houdini hounddog hounds house1 house123 houses housewife housewifes houston houston1 houston713 howard
howard1 howareyou hr3ytm hrenota1 hrfzlz hrvatska hshshs htubcnhfwbz htubyf hubert hudson hudson1 hugecock
hugetits hughes hugoboss huhbbhzu78 hulkster humberto humble humbug hummer hummer1 hummer2 hummerh2 humphrey
humpty humtum hun999 hungry hunter hunter01 hunter07 hunter08 hunter1 hunter10 hunter11 hunter12 hunter123
hunter13 hunter2 hunter22 hunter3 hunter4 hunter5 hunter7 hunter99 hunting hunting1 hurensohn hurley hurley1
hurrican hurricane hurricane1 husband husband1 husker huskers huskers1 huskies huskies1 hussain hustle1
hustler hustler1 hx28o9e646 hyderabad hydrogen hyperion hyundai i123456 i23456 iamawesome iamcool iamcool1
iamgay1 iamgod iamhappy iamnumber1 iamthe1 iamthebest iamtheone iawgk2 ib6ub9 ibanez ibanez1 ibanezjs
ibicguwjic ibill01 ibilljpf ibilltes ibrahim icarus ice123 iceberg icecold icecream icecream1 icecream12
icecream2 icecube icegirl icehouse iceman iceman1 icetea ichigo ichliebedi ichliebedich icthus01 icu812
icxkyb7972 id6c3wr6un idefix idiot1 idk123 idontcare idontcare1 idontkno idontknow idontknow1 idunno ifeanyi
iforget iforgot iforgot1 iforgot2 ig4abox4 igetmoney1 ignacio ignatius ignoranto igorek iguana ihatethisgame
ihateu ihateu1 ihateu2 ihateyou ihateyou! ihateyou1 ihateyou2 iiiiii iiyama ijrjkfl ijrjkflrf il0vey0u
il0veyou ilaria ilds4edad ilikeit ilikepie ilikepie1 ilikesex ilikeyou illini illinois illmatic illumina
illuminati illusion ilov3you ilove1 ilove12 ilove123 ilove2 ilove3 ilove69 ilove? ilovealex ilovealex1
iloveboys iloveboys1 ilovecats ilovechris ilovedavid ilovedogs ilovegirls ilovegod ilovegod1 iloveher
iloveher1 ilovehim ilovehim! ilovehim1 ilovehim12 ilovehim2 iloveindia iloveit ilovejames ilovejesus ilovejoe
ilovejoe1 ilovejohn ilovejosh ilovejosh1 ilovejusti ilovelife ilovelucy ilovematt ilovematt1 iloveme iloveme!
iloveme1 iloveme12 iloveme123 iloveme2 iloveme3 ilovemike ilovemike1 ilovemom ilovemom1 ilovemusic ilovemybab
ilovemydad ilovemyfam ilovemyfamily ilovemykid ilovemykids ilovemylife ilovemymom ilovemymum ilovemysel
ilovemyself ilovenick ilovenick1 iloveporn ilovepussy iloveryan iloveryan1 ilovesam ilovesam1 ilovesex
ilovesex1 iloveu iloveu! iloveu1 iloveu12 iloveu123 iloveu13 iloveu143 iloveu2 iloveu22 iloveu3 iloveu4
iloveu7 iloveyo iloveyou iloveyou! iloveyou. iloveyou0 iloveyou01 iloveyou07 iloveyou08 iloveyou09 iloveyou1
iloveyou10 iloveyou11 iloveyou12 iloveyou123 iloveyou13 iloveyou14 iloveyou143 iloveyou15 iloveyou16
iloveyou17 iloveyou18 iloveyou19 iloveyou2 iloveyou20 iloveyou21 iloveyou22 iloveyou23 iloveyou24 iloveyou3
iloveyou4 iloveyou5 iloveyou6 iloveyou69 iloveyou7 iloveyou8 iloveyou88 iloveyou9 iloveyou<3 iloveyouba
iloveyouso iloveyoux3 iluvme iluvme1 iluvme2 iluvu1 iluvu2 iluvyou ily123 ilya1234 ilya1992 imagine imagine1
imation imback imcool imcool1 imelda imgay1 imhorny iminlove imissu imissyou immortal immortal1 imnumber1
imogen impact impala impalass imperial imperium implants important impossible impreza imthebest imthebest1
imtheman imyaimyaimya imzadi inactive1996aug incest incognito incorrect incredible incubus incubus1 indahous
indain independen independent india1 india123 indian indian1 indiana indiana1 indians indians1 indica indiglo
indigo indira indonesia indy500 indya123 indycar ineedyou infamous1 infantry inferno inferno1 infiniti
infinito infinity infinity1 inflames information ingodwetrust ingrid inlove inlove1 innocent insane insane1
insanity insert insertion insertions inside insider insomnia inspiron install insurance integra integra1
integrity inter10 inter1908 interacial intercourse interests interex intermilan internat international
internazionale interne internet internet1 intrepid intruder inuyasha inuyasha1 inuyasha12 invader invictus
invisible iomega iphone ipod123 ipswich irakli ireland ireland1 irene1 irinka irish1 irisha irishka irishman
iriska irock1 irock123 ironhead ironhors ironmaid ironmaiden ironman ironman1 irving isaac1 isabel isabel1
isabel972 isabela isabella isabella1 isabelle isabelle1 isacs155 isaiah isaiah1 iscool isgreat ishikawa
ishmael islamabad island island1 islander ismael ismail israel israel1 istanbul istanbul34 istheman itachi
itachi1 italia italia1 italian italian1 italiano italie italien italy1 itisme itsme1 itsmylife itworks iubire
ivan123 ivanhoe ivanov ivanova iverson iverson03 iverson1 iverson3 iw14fi9j iw14fi9jwqa iw14fi9jxl iwantsex
iwantu iwantyou izabella izzicam j0rdan j12345 j123456 j1234567 j12345678 j123456789 j1v1fp2bxm j38ifubn
j3qq4h7h2v j4n4jel4 j5644574 jabber jabroni jachin jack01 jack11 jack12 jack123 jack1234 jack13 jackal jackass
jackass1 jackass123 jackass2 jackdog jackel jacker jacket025 jackie jackie1 jackie12 jackie123 jackie2
jackjack jackjack1 jackmore1 jackoff jackpot jackpot1 jackso jackson jackson1 jackson12 jackson123 jackson2
jackson5 jacob1 jacob12 jacob123 jacob2 jacobs jacqueline jacques jadakiss jade123 jaden1 jadzia jagger jagr68
jaguar jaguar1 jaguars jaiden jaiden1 jaigurudev jaihanuman jailbird jaimatadi jaime1 jajaja jakarta jakcgt333
jake01 jake11 jake12 jake123 jake1234 jakedog jakejake jakers jakester jakjak jalisco1 jam123 jamaica jamaica1
jamal1 james007 james01 james1 james10 james11 james12 james123 james1234 james13 james2 james21 james22
james23 james3 james4 james5 james69 james7 jamesb jamesbon jamesbond jamesbond007 jamesbond1 jamesd jameson
jamess jamest jamie1 jamie123 jamila jamjam jammer jammin jan123 jancok janek1 janelle janelle1 janet1 janette
janeway janice janice1 janina janine janjan jansen januar januari january january1 janvier japan1 japanees
japanes japanese jared1 jarhead jarox1301! jarrett jarrod jarule jarvis jasmin jasmin1 jasmina jasmine
jasmine01 jasmine1 jasmine11 jasmine12 jasmine123 jasmine13 jasmine2 jasmine3 jasmine4 jasmine5 jasmine7
jason1 jason12 jason123 jason2 jasons jasper jasper01 jasper1 jasper12 jasper123 javelin javier javier1 jay123
jaybird jaycee jaydee jayden jayden07 jayden08 jayden1 jayhawk jayhawks jayjay jayjay1 jaylen jaylen1 jayman
jayson jayson1 jazmin jazmin1 jazmine jazmine1 jazz123 jazzie jazzman jazzy1 jazzy123 jbond007 jcdenis1
jdd04257 jeadmi jeanette jeanette1 jeanne jeannie jediknig jediknight jedimast jeepcj7 jeeper jeepers jeepster
jeeves jeff123 jeff24 jefferso jefferson jefferson1 jeffery jeffery1 jeffhardy jeffhardy1 jeffrey jeffrey1
jeffro jehova jehovah jehovah1 jelena jello1 jelly1 jellybea jellybean jellybean1 jellybeans jellyfish jelszo
jemima jen123 jenifer jenjen jenjen1 jenkins jenna1 jennaj jennie jennie1 jennife jennifer jennifer1
jennifer12 jennifer2 jenny1 jenny12 jenny123 jensen jer2911 jeremiah jeremiah1 jeremy jeremy1 jeremy12
jeremy123 jericho jericho1 jerkoff jermaine jermaine1 jerome jerome1 jeronimo jerry1 jerry123 jerryg jerrys
jersey jersey1 jerusalem jesper jess123 jesse1 jesse12 jesse123 jessi1 jessic jessica jessica! jessica.
jessica01 jessica1 jessica10 jessica11 jessica12 jessica123 jessica13 jessica14 jessica15 jessica2 jessica21
jessica22 jessica23 jessica3 jessica4 jessica5 jessica69 jessica7 jessica8 jessica9 jessie jessie1 jessie12
jessie123 jessika jessy1 jester jester1 jesucristo jesus! jesus#1 jesus01 jesus07 jesus1 jesus10 jesus101
jesus11 jesus12 jesus123 jesus1234 jesus13 jesus143 jesus2 jesus23 jesus3 jesus33 jesus4me jesus5 jesus7
jesus77 jesus777 jesusc jesuschris jesuschrist jesuscristo jesusfreak jesusis jesusis1 jesusislord jesuslives
jesusloves jesuslovesme jesuss jesussaves jetaime jeter2 jethro jetski jetsmets jetson jewboy jewel1 jewels
jewels1 jewish jewish1 jezebel jfgvcqbuzug jg3h4hfn ji394su3 jiang8kevin jiefang007 jiggaman jigsaw jillian
jillian1 jim123 jimbeam jimbo1 jimbob jimbob1 jimena jimenez jimjim jimmie jimmie48 jimmy1 jimmy12 jimmy123
jimmy2 jimmys jingjing jingle jingles jj1234 jjcg16dj5k jjjjj1 jjjjjj jjjjjj1 jjjjjjj jjjjjjjj jjjjjjjjjj
jkiuztdftl57 jkjkjk jkl123 jkljkl jktxrf jktymrf jm0753 jmoney1 joanna joanna1 joanne joanne1 joaquin jobhunt
jobsearch jobshop2002 jocelyn jocelyn1 jockey jodeci joe123 joeblow joebob joecool joejoe joejoe1 joejonas
joejonas1 joel123 joelle joemama joey12 joey123 johann johanna johanna1 johannes john!20130605at1753 john11
john12 john123 john1234 john13 john316 johnathan johnathan1 johnboy johncena johncena1 johncena12 johncena54
johndeer johndeere johndeere1 johndoe johngalt johnjohn johnjohn1 johnlock johnmish johnny johnny1 johnny12
johnny123 johnny1959 johnny2 johnny5 johnnydepp johnpaul johnson johnson1 jojo12 jojo123 jojojo jojojo1
jojojojo joker1 joker12 joker123 joker13 jokers jolene jolinek33 jomacapa jomama jon123 jonas1 jonas123 jonas3
jonatha jonathan jonathan1 jonathan12 jonathan2 jonathon jonathon1 jonboy jones1 joness jonesy jonjon jonjon1
jonny1 jonny5 jordan jordan! jordan01 jordan06 jordan07 jordan08 jordan09 jordan1 jordan10 jordan11 jordan12
jordan123 jordan13 jordan14 jordan15 jordan2 jordan21 jordan22 jordan23 jordan2345 jordan24 jordan3 jordan4
jordan45 jordan5 jordan6 jordan7 jordan8 jordan9 jordan99 jordon jordyn jordyn1 jorge1 jorge123 jose12 jose123
jose1234 jose13 jose1995 josefina joselito joselui joseluis josemanuel joseph joseph01 joseph1 joseph11
joseph12 joseph123 joseph2 josephin josephine josephine1 josette1 josh12 josh123 josh1234 josh13 joshua
joshua01 joshua1 joshua10 joshua11 joshua12 joshua123 joshua13 joshua2 joshua21 joshua3 joshua7 josiah josiah1
josie1 journey journey1 joy123 joyce1 joyful joyjoy joyride joystick jr1234 jrcfyf jsbach juan12 juan123
juancarlo juancarlos juancho juanita juanita1 juanito juanito1 juanjose juanpablo jubilee jubjub judith
judith1 juggalo juggalo1 juggalo420 juggle jughead juice1 juicy1 juju1987 jujuju julia1 julia123 julian
julian1 juliana juliana1 juliana123 julianna julie1 julie123 julie2811 julieann julien juliet juliet1 julieta
juliette julio1 julio123 julius julius1 july10 july11 july12 july13 july14 july15 july16 july17 july18 july19
july20 july21 july22 july23 july24 july25 july26 july27 july28 july29 july30 july31 jumanji jumper jumper1
jumpman23 jundian2011xr june10 june11 june12 june13 june14 june15 june16 june17 june18 june19 june20 june21
june22 june23 june24 june25 june26 june27 june28 june29 june30 juneau junebug junebug1 jungle jungle1 juninho
junior junior01 junior1 junior10 junior11 junior12 junior123 junior13 junior2 junior3 junior88 juniper junjun
junk123 junkie junkie1 junkmail junkyard junpyo jupiter jupiter1 jupiter2 jurassic just4fun just4me just4u
just4you justdoit justdoit1 justice justice1 justin justin! justin01 justin08 justin1 justin10 justin11
justin12 justin123 justin13 justin14 justin15 justin16 justin18 justin2 justin21 justin22 justin23 justin3
justin5 justin69 justin7 justina justinbieb justinbieber justine justine1 justme justme1 justus justyna
juventini juventus juventus1 jyothi jys6wz k.lvbkf k12345 k123456 k1234567 k123456789 k2trix k47rizxt2g
ka_djkhjsy6 kaboom kabuki kacper kagome kagome1 kahlua kahuna kaikai kailua kaiser kaiser1 kaitlin kaitlin1
kaitlyn kaitlyn1 kaka123 kaka22 kakaka kakakaka kakarot kakaroto kakashi kakashi1 kakashi21 kakashka kaktus
kaleb1 kalina kalpana kalyani kamala kamasutra kambal kambing kamehame kamehameha kameron kameron1 kamikadze
kamikaze kamil1 kamila kamilla kamote kampala kamran kanchan kangaroo kangaroo1 kannan kansas kansas1 kapej111
kapusta kara2711 karachi karakartal karamba karamelka karaoke karaoke1 karapuz karate karate1 kardon kareem
karen1 karen123 karima karina karina1 karine karla1 karma1 karo13 karolina karolina1 kartal karthik
kartoffelpuffer karukera kasandra kasey1 kashmir kasia1 kasper kassandra kassandra1 kassie kasumi kat123
katana katana1 katarina kate123 katelyn katelyn1 katenok katerina katharin katharina katherine katherine1
kathleen kathleen1 kathmandu kathryn kathryn1 kathy1 katie1 katie12 katie123 katie2 katkat katrin katrina
katrina1 katten katzen kavita kavitha kavkaz kawaii kawasaki kawasaki1 kay123 kaycee kayden kaykay kaykay1
kayla1 kayla12 kayla123 kayla2 kaylee kaylee1 kayleigh kayleigh1 kayode kazanova kazantip kban667 kbctyjr
kcchiefs kcj9wx5n keegan keegan1 keenan keeper keepout keepout1 keepout8 keisha keisha1 keith1 keksa12 keller
kelley kelley1 kellie kellie1 kelly1 kelly12 kelly123 kelsey kelsey1 kelvin kelvin1 ken123 kendall kendall1
kendra kendra1 kenken kennedy kennedy1 kenneth kenneth1 kennwort kenny1 kenny123 kenobi kenshin kenshin1
kentucky kentucky1 kenwood kenworth kenya1 kenzie kenzie1 kermit kermit1 kernel kerouac kerry1 kerstin kestrel
ketchup kevin1 kevin11 kevin12 kevin123 kevin2 kevins kevnwo128 keyblade keyboard keyboard1 keystone keystone1
keywest kfcnjxrf kfgjxrf kfhbcf khadija khaled khalid khalil khan123 khongbiet khushi kiara1 kickass kickass1
kicker kickflip kickflip1 kicksass kidrock kidrock1 kids123 kieran kifj9n7bfu kikeunyw kiki12 kiki123 kikiki
kikimora kill123 killa1 killa12 killa123 killah killbill killbill1 killemall killer killer01 killer1 killer10
killer11 killer12 killer123 killer1234 killer13 killer2 killer21 killer22 killer23 killer3 killer4 killer45
killer5 killer6 killer666 killer69 killer7 killer9 killer99 killerman killers killers1 killian killjoy
killkill killme killme1 killroy killua killyou killzone kilroy kim123 kimber kimberley kimberly kimberly1
kimbum kimchi kimkim kimmie kimmie1 kimmy1 kims89 kindbud kinder kindness king11 king12 king123 king1234
king13 king23 kingair kingdom kingdom1 kingfish kingfisher kingjames kingking kingkong kingkong1 kingpin
kingpin1 kingrich kings1 kingsize kingsley kingston kingston1 kingtut kinky1 kinomoto89 kipper kipper1 kirby1
kirill kirill1990 kirkland kirsten kirsten1 kirsty kishore kismet kiss12 kiss123 kisses kisses1 kisses2
kissing kisska kisskiss kisskiss1 kissme kissme1 kissme123 kissme2 kissmyas kissmyass kissmyass1 kissmyass2
kitchen kiteboy kitkat kitkat1 kitten kitten1 kitten12 kitten123 kitten2 kittens kittens1 kittie kittie1
kitties kitty1 kitty101 kitty11 kitty12 kitty123 kitty13 kitty2 kitty3 kitty5 kitty6 kitty7 kittycat kittycat1
kittykat kittykat1 kittykitty kittylove kittys kjifhf kjiflm kjkszpj kjrjvjnbd kkk123 kkkkkk kkkkkk1 kkkkkkk
kkkkkkkk kkkkkkkkkk klaatu klapaucius klaste klaster klaudia klaudia01 kleenex kleopatra klinger1 klingon
klizma klondike klopik klopklop kmzwa8awaa knackwurst8853 knickerless knickers knicks knight knight1 knights
knights1 knockers knopka knowledge knuckles knulla kobe08 kobe24 kobebryant kochamcie kochanie kodiak kodiak1
kokakola koko123 kokoko kokokoko kokomo kolawole kolbasa koleso kolibri kolkata kolobok kolokol kombat komodo
komputer komputer1 komputer12 konfetka konrad konstantin kontakt kontol konyor kookie kool12 kool123 koolaid
koolaid1 kordell1 korean koroleva korova kosama koshka kosmos kosova kostas kostik kostya kotaku kotenok
kovalenko kowalski kraken kramer kramer1 krasnodar krasota krasotka kratos krazy1 kremlin kris10 krishna
krishna1 krishnan krissy krissy1 krista krista1 kristal kristel kristen kristen1 kristi kristian kristie
kristin kristin1 kristina kristina1 kristine kristine1 kristy kristy1 krokodil krolik kronos krusty krypto
krypton krystal krystal1 krystyna56 ksenia kseniya ksusha kthjxrf ktyjxrf kuana230345 kubrick kucing kukolka
kumar123 kungfu kurama kurdistan kurosaki kurtcobain kurwamac kyle12 kyle123 kylie1 l12345 l123456 l123456789
l1nk3d1n l1nked1n l1verpool l3tm31n l58jkdjp! l5l5l5 l6ho3tg7wb labatt labrador labtec lacey1 lacoste lacoste1
lacrimosa lacrosse lacrosse1 laddie ladies ladiesman1 ladles lady12 lady123 ladybird ladyboy ladybug ladybug1
ladybug2 ladygaga laetitia lagnaf laguna laguna1 lagwagon lahore lakers lakers08 lakers1 lakers123 lakers24
lakers32 lakers8 lakeside lakewood lakings lakota lakshmi lala11 lala12 lala123 lalakers lalala lalala1
lalala123 lalalala lalaland lalaland1 lalita lalitha lamar1 lambchop lambda lambert lamborghini lamont lamont1
lampard lampard8 lananh lancaste lancaster lance1 lancelot lancer lancer1 lancia lancia037 landmark landon
landon1 landrove landrover landscap langga language lansing lantern lapdance lapinou lapochka laptop laptop1
lara1308 laracrof laracroft laredo larisa larissa larissa1 larry1 larry123 larsson lasalle laser1 laserjet
lasers lassie last.fm lastfm lasttime lasvega lasvegas lasvegas1 latifa latina latina1 latinas latino latino1
latoya latoya1 laughter laura1 laura123 laurah lauras laurel laurel12creek lauren lauren01 lauren1 lauren11
lauren12 lauren123 lauren2 laurence laurent lauretta laurie laurita lavalamp lavanya lavender lavender1
lavezzi lavigne lavinia lavoro lawdog lawman lawrence lawrence1 lawson lawyer laxman layla1 layout1 layouts1
lazarus lbfyjxrf lbtest lbvjxrf ldgend leader leahcim leandro leanne leanne1 learjet learning leather
leavemealone lebanon lebowski lebron lebron1 lebron23 lebronjame ledzep ledzeppelin lee123 leeann leeds1
leedsutd leelee leelee1 leeloo leeroy left4dead legacy legend legend1 legend22 legenda legendary legion legman
legoland legolas legolas1 lehjxrf leiceste leicester leigh1 leika1 leika86 leilani leinad lekker leland
leliane50934 lemans lemmein lemming lemmings lemon1 lemon8 lemonade lemonade1 lemond lemons lemons1 lena123
lenalena leningrad lenlen lennon lennon1 lennox lenny1 leno4ka lenochka lenovo leo123 leoleo leolong1985
leonard leonard1 leonardo leonardo1 leonel leonid leonidas leonie leonor leopard leopard1 leopold leopoldo
leralera leroy1 lesbain lesbean lesbens lesbian lesbian1 lesbians lesbos lesley leslie leslie1 lespaul
lespaul1 lestat lestat1 lester lester1 leticia leticia1 letitbe letizia letme1n letmei letmein letmein!
letmein1 letmein123 letmein2 letmein22 letmeinn letmeinnow letmesee letsdoit letsfuck letsgo letsplay letter
levani level42 lewis1 lexicon lexie1 lexingky lexmark lexmark1 lexor123 lexus1 lfhbyf lfitymrf lfybbk lfybkf
lfybkrf lhfrjy libby1 libero liberta libertad liberte liberty liberty1 libido libra1 library library1 lickem
licker licking lickit lickme lickme1 licorice life123 lifehack lifeisgood lifesucks lifesucks1 lifetime
ligabue light1 lightbulb lighter lighthou lighthouse lighting lightnin lightning lightning1 lightning2
lightpower12345 lights lil123 lilbit lilbit1 lilian liliana liliana1 lilica lilili lilith liliya lilli2006
lillian lillian1 lillie lillie1 lilly1 lilly123 lilmama lilmama1 lilmama12 lilmama2 lilman lilman1 lilpimp1
lilwayne lilwayne1 lilwayne12 lilwayne2 lily123 limegreen limegreen1 limewire limited limpbizkit limpone
limpopo lina90 lincogo1 lincoln lincoln1 linda1 linda123 lindinha lindros lindsay lindsay1 lindsey lindsey1
lineage lineage2 lineman lingling link123 linked linked1 linked123 linkedin linkedin1 linkedin11 linkedin123
linkedin2011 linkedln linker linkin linkin1 linkinpark linusd8 lionel lioness lionhear lionheart lionheart1
lionking lionking1 lions1 lipgloss lipgloss1 lipstick lipton liquid lisa12 lisa123 lisa69 lisalisa lisamarie
lisboa lisenok listen lithium little little1 littlebi littlebit littlebit1 littlegirl littlema littleman
littleman1 littleone live4him livelife livelife1 liverp00l liverpoo liverpool liverpool0 liverpool1
liverpool123 liverpool2 liverpool5 liverpool7 liverpool8 liverpool9 liverpoolfc livestrong livewire living
liz123 lizard lizard1 lizaveta lizbeth lizottes lizzard lizzie lizzie1 lizzy1 ljrnjh ljxtymrf lkjhgf lkjhgfdsa
lkjhgfdsa1 llama1 llamas llllll llllllll lloyd1 lmapacey loader lobster lobster1 lockdown locked lockerroom
lockout loco123 loco13 locura locust locutus logan1 logan123 logan5 logger login123 logitech logitech1
loglatin lokita lokoloko lokomotiv lol101 lol123 lol1234 lol12345 lol123456 lola12 lola123 lolalola lolek123
lolipop lolipop1 lolipop123 lolita lolita1 lollipop lollipop1 lollol lollol1 lollol123 lollollol lollypop
lollypop1 lolo12 lolo123 lololo lololo1 lololol lolololo lolotte loloxx lolwut london london01 london1
london11 london12 london123 london22 londres lonely lonely1 lonesome lonestar lonewolf lonewolf1 longbeach
longbeach1 longbow longdick longdong longhair longhorn longhorn1 longhorns longhorns1 longjohn longlegs
longshot lonnie lonsdale looby123 lookatme looker looking looking1 lookout lookup looney looser looser1 lopata
lopez1 lordjesus loredana lorena lorena1 lorenz lorenzo lorenzo1 loretta loretta1 lorien lorraine lorraine1
losangel losangeles loser! loser1 loser101 loser11 loser12 loser123 loser13 loser2 loser3 loser4 loser5
loserface1 losers losers1 lostsoul lothar lottie lotus1 lotus123 loudog louie1 louis1 louisa louise louise1
louise123 loulou loulou1 louloute lourdes lovable love!! love00 love01 love02 love03 love04 love05 love06
love07 love08 love09 love10 love100 love101 love11 love111 love12 love123 love1234 love12345 love123456 love13
love1314 love14 love143 love15 love16 love17 love18 love19 love20 love2000 love2006 love2007 love2008 love2009
love2010 love2011 love21 love22 love23 love24 love25 love26 love27 love28 love29 love2love love30 love32
love321 love33 love34 love420 love44 love45 love456 love4eva love4ever love4ever1 love4life love4me love4u
love4you love55 love56 love5683 love66 love666 love69 love77 love777 love87 love88 love89 love90 love91 love92
love93 love94 love95 love96 love99 loveable loveable1 lovebird lovebug lovebug1 lovebug2 loved1 lovefeet
loveforever lovegod lovegod1 lovegun lovehate lovehate1 lovehim1 lovehurts lovehurts1 lovehurts2 loveis
loveis1 loveislife loveit lovejesus lovejoy loveless loveless1 lovelife lovelife1 lovelove lovelove1
lovelovelove lovely lovely! lovely1 lovely12 lovely123 lovely2 lovely3 lovely69 lovely7 lovelygirl loveme
loveme! loveme1 loveme11 loveme12 loveme123 loveme13 loveme2 loveme22 loveme23 loveme3 loveme4 loveme69
loveme7 loveme89 lovemom lovemom1 lovemykids lover1 lover101 lover11 lover12 lover123 lover13 lover14 lover2
lover21 lover22 lover23 lover3 lover4 lover5 lover69 loverboy loverboy1 lovergirl lovergirl1 loverman lovers
lovers1 lovers12 lovers123 lovers2 lovers69 loves1 lovesex lovesexy lovesme lovestory lovesucks lovesucks1
loveu1 loveu2 loveu4ever loveya loveya1 loveya2 loveyou loveyou! loveyou1 loveyou12 loveyou123 loveyou2
loveyou3 loving loving1 lovingyou lowdown lowrider lowrider1 loxpider loyalty loyola lozinka ltdjxrf ltkmaby
ltybcrf ltymub lucas1 lucas123 lucent lucero lucian luciana luciano lucifer lucifer1 lucifer666 lucille
lucille1 lucinda lucinka luckie luckies lucky07 lucky1 lucky10 lucky11 lucky12 lucky123 lucky13 lucky2 lucky21
lucky22 lucky3 lucky4 lucky5 lucky6 lucky69 lucky7 lucky77 lucky777 lucky8 luckyboy luckydog luckydog1
luckyman luckyme luckyone luckys luckystar lucy12 lucy123 ludacris ludacris1 ludi1234 ludivine ludmila ludovic
ludwig lugano lugnut luis12 luis123 luis13 luisito lukas1 lukas123 lukasz lukasz12 luke123 lulu123 lululu
lumber lumiere lumina luna123 lunaluna lunatic lunchbox lunita lupita lupita1 luscious luther luv123 luv2epus
luv4ever lux2000 lvbnhbq lydcc20091314 lydia1 lynette lynette1 lynlyn lynn123 lzhan16889 m01759766727 m0nk3y
m0nkey m12345 m123456 m1234567 m12345678 m123456789 m1am1b3ach m1chael m1chelle m1chp00h maburro mac123 macaco
macarena macaroni macbeth macdaddy macdaddy1 macdre1 macgyver machine machine1 machoman maciek maciek06
macintos macintosh mack10 mackenzi mackenzie mackenzie1 mackie macmac macman macross madafaka madagascar
madagaskar madala11 madalina madara madcat madcow madden madden07 madden08 madden09 madden1 maddie maddie1
maddie123 maddison maddison1 maddog maddog1 maddox maddy1 madeleine madeline madeline1 madelyn madhuri madina
madinina madiso madison madison01 madison1 madison12 madison123 madison2 madison3 madison4 madison5 madison7
madmad madman madman1 madmax madmax1 madness madness1 madoka madona madonna madonna1 madonna12 madrid madrid1
madryt madzia maella1311 maemae maestro mafalda mafia1 magadan magali maganda maganda1 magandaako magazine
magda1 magdalena magdalena1 magelan magellan magenta maggie maggie01 maggie1 maggie11 maggie12 maggie123
maggie13 maggie2 maggie3 maggiemay maggot magic1 magic123 magic32 magical magical1 magician magick magicman
magics magnavox magnet magneto magnolia magnolia1 magnum magnum1 magnus magpie magpies magyar mahalkita
mahalkita1 mahalko mahalkoh mahalo mahalq mahendra mahesh mahmoud maiden maiden1 maiden666 mail.ru
mailcreated5240 mailman mailru maimai maisie maison maiyeuem majestic majesty major1 makaka makarov makaveli
makaveli1 makayla makayla1 makeitso makemone makemoney makemoney1 makenzie makeup makeup1 makoto maksim
maksimka makulit malachi malachi1 malaga malaka malakas malaysia malaysia1 malboro malcolm malcolm1 malcom
maldini maldita maldives malena malibu malibu1 malice malik1 malik123 malika malina malinka malish malishka
mallard mallorca mallory mallory1 mallrats malone malvina mama11 mama12 mama123 mama1234 mamacita mamadou
mamama mamamama mamamia mamamia1 mamapapa mamapapa1 mamasita mamedov mamika10 mamikawada mamina maminka mamita
mamita1 mamma1 mamma123 mammamia mammina mammoth mamo4ka mamochka mamont mamour man123 management manager
manager1 manana manatee manchest manchester manchester1 manchesterunited mancity mancity1 mandarin manders
mandingo mandolin mandrake mandy1 mandy123 manfred mango1 mango123 mangos manhatta manhattan maniac manila
manish manisha manitou manjula mankind manman manman1 mannheim manning manning18 manny1 manolito manolo
manowar manson manson1 manson666 mansur mantis mantle mantra manu123 manuals manuel manuel1 manuel12 manuel123
manuela manunited manunited1 manutd manutd1 manzana maomao mapet123456 maplestory maprchem56458 mar123
maradona maradona10 marajade maranatha marathon marauder marbella marble marbles marcel marcel1 marcela
marcella marcello marcelo march1 march10 march11 march12 march13 march14 march15 march16 march17 march18
march19 march20 march21 march22 march23 march24 march25 march26 march27 march28 march29 march3 march30 march31
march5 march6 march7 march9 marcia marcin marcin1 marcius2 marco1 marco123 marcopolo marcos marcos1 marcus
marcus1 marcus123 marduk marek14michal margaret margaret1 margarida margarit margarita margarita1 margaux
margherita margie margosha margot marguerite mari123 maria1 maria12 maria123 maria13 maria2 maria666 mariah
mariah1 mariajose mariam mariama marian marian1 mariana mariana1 marianna marianne mariano marias maribel
maribel1 marica maricar maricel maricon marie05 marie1 marie11 marie12 marie123 marie13 marie14 marie2 marie22
marie23 marie3 marie7 mariel mariela mariella marielle marietta marigold marihuana marija marijuan marijuana
marijuana1 marika marilena marilou marilyn marilyn1 marilyn59 marimar marina marina1 marina123 marinara marine
marine1 mariner mariners marines marines1 marinka marino marino13 mario1 mario12 mario123 mario140773 mario64
mario66 marion marion1 maripos mariposa mariposa1 marisa marisa1 marishka marisol marisol1 marissa marissa1
marita maritza marius mariusz mariya marjorie mark12 mark123 mark1234 mark_963 marker market marketin
marketing marketing1 markie markiz markiza markus markus1 marlboro marlboro1 marlene marlene1 marley marley1
marlin marlins marlon marlon1 marmalade marmar marmite marmotte maroon maroon5 marques marquez marquis
marquis1 marriage married married1 marron marseill marseille marseille1 marseille13 marsel marsha marshal
marshall marshall1 marsik marta1 marta7 martha martha1 martian martin martin1 martin12 martin123 martin6
martina martina1 martine martine1 martinez martinez1 martini martini1 martins marty1 martyn marusya marvel
marvel1 marvel5454 marvin marvin1 mary12 mary123 maryam maryann maryann1 maryanne marygrace maryjane maryjane1
maryjane42 maryjoy marykay maryland maryland1 marymary maryrose masamune mase4ever maserati mash4077 mashina
mashka masina mason1 mason123 massage massage1 massimo massive master master01 master1 master11 master12
master123 master13 master2 master69 masterbaiting masterbate masterbating masterkey mastermi mastermind
masterp masters masters1 masturbation mat123 matador matahari matchbox matematica matematika mateus mateusz
mateusz1 mathematics matheo matheus mathew mathew1 mathias mathieu mathilde mathis matias matilda matilda1
matilde matisse matrix matrix1 matrix123 matros matt11 matt12 matt123 matt1234 matt1988 matteo matthe matthew
matthew01 matthew1 matthew11 matthew12 matthew123 matthew13 matthew2 matthew3 matthew4 matthew5 matthew7
matthews matthias matthieu mattia mattie mattie1 mattingl matty1 mature matvei matvey matyas2001 maureen
maureen1 maurice maurice1 maurice4 maurici mauricio maurizio maurolarastefy maveric maverick maverick1
mavericks max123 max1234 max12345 max333 maxdog maxell maxence maxfli maxima maxima1 maxime maximilian
maximiliano maximka maximo maximum maximus maximus1 maxine maxine1 maxman maxmax maxmax1 maxpayne maxpower
maxwell maxwell1 maxxxx may123 mayank mayday mayfair mayhem maymay maynard maynard1 mayowa mayquinn2 mazafaka
mazda1 mazda3 mazda323 mazda6 mazda626 mazdarx7 mazdarx8 mazinger mbahurip mcdonald mcdonalds mcdonalds1
mcgrady1 mcgwire mckenna mckenna1 mckenzie mckenzie1 mclaren mclarenf1 me1212 me1234 me12345 meadow meagan
meagan1 meandyou meandyou1 meatball meatball1 meatball99 meathead meatloaf mechanic mechanical medic1 medical
medical1 medicina medicine medina medion medion1 medusa medved meenakshi mega_pizdetz666 megadeth megadeth1
megafon megaman megaman1 megan1 megan123 megane megaparol megaparol12345 megapass megasecret megatron meggie
meghan meghan1 mehmet meister mel123 melania melanie melanie1 melbourn melbourne melina melinda melinda1
melisa meliss melissa melissa1 melissa12 melissa123 melissa2 mellon mellow melo15 melodie melody melody1
melons melrose melvin melvin1 member member1 meme12 meme123 mememe mememe1 memnoch memorex memorex1 memories
memory memphis memphis1 memphis10 menace mendez mendoza mendoza1 mensch mental menthol mentor mentos meonly
meow123 meowmeow meowmeow1 meowmix mephisto mercado mercede mercedes mercedes1 mercurio mercury mercury1
merda123 meredith meredith1 merida meridian merlin merlin1 merlot mermaid mermaid1 mersedes message messenger
messenger1 messi10 messi19 messiah messiah1 met2002 metal1 metal123 metal666 metalgear metalica metall
metallic metallica metallica1 metallica2 metallica6 metalman meteor meteora method methos metro1 metroid
metropol mettss mewtwo mexican mexican1 mexican13 mexicano1 mexico mexico01 mexico1 mexico10 mexico11 mexico12
mexico123 mexico13 mexico2 mexico7 mgreen39 mia123 miami1 miami305 miamia miamor miamor1 mibebe micaela micah1
michae michael michael! michael. michael01 michael08 michael1 michael10 michael11 michael12 michael123
michael13 michael14 michael15 michael18 michael2 michael21 michael22 michael23 michael3 michael4 michael5
michael6 michael69 michael7 michael8 michael9 michaela michaela1 michaeljac michaeljackson michal michal1
micheal micheal1 michel michel1 michela michele michele1 michelle michelle! michelle01 michelle1 michelle11
michelle12 michelle13 michelle2 michelle3 michelle7 michigan michigan1 michoacan1 mickael mickey mickey01
mickey1 mickey11 mickey12 mickey123 mickey13 mickey2 mickey3 mickey7 mickeymous mickeymouse microlab micron
microphone microsof microsoft microsoft1 midget midget1 midnight midnight1 midnight12 midnight2 midnite midori
midway mierda mierda1 mighty mighty1 migrationschool miguel miguel1 miguel12 miguel123 miguelito mihaela
mihail mikado mikael mikaela mikayla mikayla1 mike01 mike11 mike12 mike123 mike1234 mike13 mike21 mike22
mike23 mike69 mikejones1 mikemike mikemike1 mikey1 mikey123 mikimiki mikkel milacek milagros milamber milan1
milana milano milashka mildred mildred1 milena milenium miles1 miley1 miley123 mileycyrus milfnew milhouse
military milkman milkshake milkshake1 milkyway millenium millennium miller miller1 millerli millie millie1
million million1 million2 millions millwall milly1 milton milton1 mimi12 mimi123 mimimi mimine mimosa minako
mindy1 minecraft minecraft123 minemine minerva minette mingming mingus minhasenha minicalibra miniclip
minicooper minimal minime minime1 minimoni minimum minion minister ministry minnesot minnesota minnesota1
minnie minnie1 minotaur minouche miracle miracle1 miracles mirage miranda miranda1 mirantte mireille mirela
mirella miriam miriam1 miroslav mirror mischa mischief misfit misfit99 misfits misfits1 misha1 mishijos mishka
misiaczek misiek missie mission mission1 mississi mississipp mississippi misskitty missouri missy1 missy12
missy123 missy2 missyou mister mister1 misterio mistral mistress misty1 misty123 mitch1 mitchell mitchell1
mitsubishi mittens mittens1 mivida mizuno mizzou mjdsf11 mjolnir mkal2707 mlb229 mm123456 mm170667 mmm123
mmmmm1 mmmmmm mmmmmm1 mmmmmmm mmmmmmmm mmmmmmmmmm mmo110110 mnbvcx mnbvcxz mnbvcxz1 mnbvcxz123 mob123 mobbdeep
mobile mobile1 mobster1 mobsters1 mobydick mocha1 model1 modelsne modena modern moderncombat modles moemoe
mogwai mohamed mohamed1 mohammad mohammed mohammed1 mohawk moimeme moimoi moises mojave mojojojo molina mollie
mollie1 molly1 molly12 molly123 molly2 mollydog mollydog1 mollys moloko molotok molson mom123 mom1234
momanddad momanddad1 momdad momdad1 momma1 mommie mommie1 mommom mommom1 mommy01 mommy1 mommy11 mommy12
mommy123 mommy2 mommy3 mommy4 mommy5 mommy7 mommyof2 mommyof3 momo12 momo123 momof2 momof3 momof4 momomo
momoney momoney1 momsanaladventure momsuck monaco monalisa monalisa1 monamour monange monarch moncoeur monday
monday1 monday123 mondeo money$ money01 money07 money08 money09 money1 money10 money100 money101 money11
money12 money123 money1234 money13 money14 money2 money21 money22 money23 money3 money4 money4940 money4me
money5 money6 money69 money7 money8 money9 moneybag moneymaker moneyman moneyman1 moneymoney moneys moneys1
moneyy mongol mongoose mongoose1 monica monica1 monica12 monica123 monica2 monies monika monika1 monique
monique1 monitor monitor1 monkey monkey! monkey. monkey01 monkey07 monkey08 monkey09 monkey1 monkey10
monkey101 monkey11 monkey12 monkey123 monkey1234 monkey13 monkey14 monkey15 monkey16 monkey17 monkey18 monkey2
monkey21 monkey22 monkey23 monkey24 monkey3 monkey33 monkey4 monkey5 monkey6 monkey69 monkey7 monkey77 monkey8
monkey88 monkey9 monkey99 monkeybo monkeyboy monkeyboy1 monkeybutt monkeyma monkeyman monkeyman1 monkeys
monkeys1 monkeys2 monmon monolith monopoly monopoly1 monroe monroe1 monsoon monste monster monster1 monster12
monster123 monster13 monster2 monster3 monster5 monster7 monstercha monsters montag montagne montana montana1
montauk montecar montecarlo monterey montero monterrey montgom240 montgom2409 montgomery montreal montreal1
montrose monty1 monyet moo123 moochie moocow moocow1 mookie mookie1 moomoo moomoo1 moon123 moonbeam moondog
mooner moonligh moonlight moonlight1 moonman moonmoon moonpie moonshin moonshine moonshine1 moonstar moose1
moose123 mooses moosey mopar1 morales morales1 morango mordor moremoney morena morena1 moreno moreno1 morgan
morgan01 morgan1 morgan11 morgan12 morgan123 morgan2 morgana morgane morgen morgoth moritz morkovka morlii
mormor morning morning21 morozov morozova morpheus morrigan morris morris1 morrison morrison1 morrisse
morrowind mortal morten mortgage morticia mortimer mortis morton moscow moses1 moskva mosquito mostafa
mostwanted motdepasse mother mother1 mother12 mother123 mother2 mother3 motherfu motherfuck motherfucker
motherlode motherof2 motherof3 mothra motocros motocross motocross1 motorbike motorcyc motorcycle motorhead
motorola motorola1 motown mouette moumoune mounta1n mountain mountain1 mouse1 mouse123 mousepad mouser mouses
mousey moussa mousse movies movies1 mowgli mozart mozart1 mozilla mpeater mrbill mrf11277215 ms0083jxj
mu080295 muaddib muaythai mudvayne mudvayne1 muenchen mufasa muffdive muffin muffin1 muffin12 muffin123
muffin2 muffins muffins1 mugwump muhammad muhammad1 muhammed mukesh mulberry mulder mullet mulligan multimedia
multiplelo multiplelog multisyn mumbai mumdad mummy1 mummy123 muncher munchie munchkin munchkin1 muppet murali
murcielago murder murder1 muriel murphy murphy1 murray murray1 murzik musashi muschi muscle muscles mushroom
mushroom1 music! music1 music101 music11 music12 music123 music13 music2 music3 music4life music4me music5
music7 musica musica1 musical musical1 musician musiclover musicman musicman1 musique muskan muskie muskrat
muslim mustafa mustafa1 mustan mustang mustang0 mustang01 mustang1 mustang123 mustang2 mustang3 mustang5
mustang50 mustang6 mustang65 mustang66 mustang67 mustang69 mustang7 mustang8 mustang9 mustangg mustangs
mustangs1 mustapha mustard mustard1 mutabor mutant mutley mutter muttley mv46vkmz10 my-space my.space my1love
my1space my204856 my2boys my2girls my2kids my2sons my3boys my3girls my3kids my3sons my4kids my5kids myangel
myangel1 mybabies mybaby mybaby1 mybaby2 myblocker myboo1 myboys myboys2 mycock mydear mydick myfamily
myfamily1 myfather myfriend mygirl mygirl1 mygirls mygirls2 mygirls3 myheart myhome myhoney myhouse myjesus
mykids mykids1 mykids2 mykids3 mykids4 mylene mylife mylife1 mylinkedin mylord mylove mylove1 mylove12
mylove123 mylove2 mylover mymoney mymother mymusic myname myname1 mynameis mynameis1 mynoob mypass mypasswo
mypassword myporn mypussy myriam myrtle mysecret myself myself1 myspac3 myspace myspace! myspace. myspace.co
myspace0 myspace00 myspace01 myspace06 myspace07 myspace08 myspace09 myspace1 myspace10 myspace101 myspace11
myspace12 myspace123 myspace13 myspace14 myspace15 myspace16 myspace17 myspace2 myspace200 myspace201
myspace21 myspace22 myspace23 myspace24 myspace3 myspace4 myspace4me myspace5 myspace6 myspace69 myspace7
myspace77 myspace8 myspace88 myspace9 myspace99 myspacepas mysterio mystery mystery1 mystic mystuff myszka
mytime mywife myworld myxworld mzepab n0=acc3ss n12345 n123456 n123456789 n1frdz n8zgt5p0shw= nabila nacho1
nachos nacional nacked nadegda nadege nadejda nadezhda nadia1 nadine nadine1 nagrom naked1 namaste nana12
nana123 nanana nancy1 nancy123 nandini nanny1 nanook nanou4552 naomi1 napalm napass napoleon napoleon1 napoli
napster narayan narayana narendra naresh narnia naruto naruto1 naruto10 naruto101 naruto11 naruto12 naruto123
naruto13 naruto2 naruto5 naruto7 naruto9 nascar nascar1 nascar20 nascar24 nascar3 nascar8 nascar88 nasdaq
nash13 nashville nastena nastenka nastia nasty1 nastya nat123 natacha nataha natali natalia natalia1 natalie
natalie1 nataliya natalka nataly natalya natasa natascha natasha natasha1 natashka natchez natedog natedogg
nathalie nathan nathan01 nathan1 nathan11 nathan12 nathan123 nathan2 nathanie nathaniel nathaniel1
natiichen999 nation national national1 native native1 natural natural1 nature naught naughty naughty1 nautica
nautilus navajo navarro naveen navigato navigator navyseal naynay naynay1 nazareth nazgul nbuhtyjr nbvjatq
nbvjif ncc1701 ncc1701a ncc1701d ncc1701e ncc74656 ndirish ne1469 nebraska nebraska1 nebula nedved need4speed
needajob needforspeed needit neelam neeraj nefertiti negrit negrita negrito negro1 nellie nellie1 nelly1
nelson nelson1 nemesis nemesis1 nemrac58 nena123 neneng nenette nenita neo123 neopets neopets1 neopets12
neptun neptune nermal nerone nescafe nessa1 nessa1234 nessie nestle nestor netlog netscape network network1
networking neutron nevada nevaeh nevaeh1 never1 neveragain nevergiveup neverland nevermin nevermind nevermind1
nevermor nevermore nevets new123 new975wen newage newark newbie newcall newcastl newcastle newcastle1 newday
newjersey newjersey1 newjob newlife newlife1 newman newman1 newmoon newness newnew newnew1 newone neworder
neworleans neworleans12345 newpass newpass1 newpass6 newpasswor newpassword newport newport1 newport100
newproject2004 newstart newstart1 newstyle newthree51 newton newton1 newuser newvision newworld newyear
newyork newyork1 newyork12 newyork123 newyork2 newzealand nextel nextel1 nexus6 nfhfrfy nfnmzyf nfvfhf nfy.if
nfy.irf nfytxrf nguyen nha7ebf6kp nhfrnjh nibbles nibbles1 nice123 niceass niceday niceguy nicetits nichola
nicholas nicholas1 nicholas12 nicholas2 nichole nichole1 nick11 nick12 nick123 nick1234 nick13 nickel
nickelback nickie nickiminaj nickjonas nickjonas1 nickle nicknick nickolas nicky1 nicky123 nicola nicola1
nicolas nicolas1 nicole nicole! nicole. nicole01 nicole07 nicole08 nicole09 nicole1 nicole10 nicole11 nicole12
nicole123 nicole13 nicole14 nicole15 nicole16 nicole17 nicole18 nicole2 nicole21 nicole22 nicole23 nicole27
nicole3 nicole4 nicole5 nicole6 nicole7 nicole8 nicoleta nicoletta nideknil nigeria nigeria1 nigga1 nigga12
nigga123 nigga2 niggas niggas1 niggaz nigger nigger! nigger1 nigger12 nigger123 nigger2 nigger69 niggers
niggers1 night1 nighthaw nightmar nightmare nightmare1 nightowl nightwin nightwish nihongo nike12 nike123
nike23 nikhil nikita nikita1 nikita123 nikitin nikitina nikitos nikki1 nikki12 nikki123 nikki2 nikki6 niklas
nikola nikolai nikolas nikolas1 nikolaus nikolay nimbus nimitz nimrod nina123 ninanina nineball nineinch
niners nineteen ninguna ninja1 ninja123 ninjas nintendo nintendo1 nintendo64 nipper nipple nipples nippon
nirmala nirvan nirvana nirvana1 nissan nissan1 nissan350z nitram nitro1 nitrous nitrox nittany niunia njdevils
nkechi1 nks230kjs82 nnnnnn no1knows nobody nobody1 nocturne nodoubt nodrog noelia noelle noelle1 noemie nofear
nogard noiembrie noisette nokia1 nokia123 nokia3100 nokia3250 nokia3310 nokia5130 nokia5200 nokia5230
nokia5300 nokia5310 nokia5530 nokia5800 nokia6230 nokia6233 nokia6300 nokia6600 nokian70 nokian73 nokian95
noles1 nolimit nolimit1 nolimits nolove nolove1 nomads nomar5 nomeacuerdo nomore nomore1 noname noname123
nonenone nonmembe nonmember nonono nonono1 nonrev67 nonstop noodle noodle1 noodles noodles1 nookie nopass
nopassword norbert noreen norma1 normal norman norman1 normandy norte14 north1 northern northside1 northsta
norton norton1 norway norwich nosferat nosferatu nostromo not4you notebook notebook1 nothing nothing1
nothings123 notnow notorious notredam notredame notredame1 notthat nottingham notused nougat nounou nounours
novell november november1 november10 november11 november12 november13 november14 november15 november16
november17 november18 november19 november2 november20 november21 november22 november23 november24 november25
november26 november27 november3 november30 november5 november6 november7 november8 november9 novembre
noviembre novifarm novikov novikova noway1 nowehaslo nssadmin nthvbyfnjh ntktajy ntktdbpjh nubian nuclear
nudist nudity nugget nugget1 nuggets nuggets1 numba1 number number1 number10 number11 number12 number13
number2 number23 number3 number4 number5 number6 number7 number8 number9 numberone numero1 numlock nummero1
nurbek nurlan nurse1 nursing nursing1 nutella nutmeg nutsack nuttertools nuvola nvidia nwo4life nwolf72
nygiants nyjets nyknicks nylons nymets nympho nyq28giz1z nyyankee o12345 o123456 o23456 oakland oakland1
oakley oaktree oasis1 oatmeal obama08 obelix oberon obinna obiwan oblivion oblivion1 obsidian oc247ngucz
ocarina ocean1 oceane oceans oceans11 ocelot ocpoook325 octavia octavian october october1 october10 october11
october12 october13 october14 october15 october16 october17 october18 october19 october2 october20 october21
october22 october23 october24 october25 october26 october27 october28 october29 october3 october30 october31
october4 october5 october6 october7 october8 october9 octopus octubre oddjob odessa odette odysseus odyssey
oedipus oemdlg office office1 offroad offspring ogplanet ohbaby ohiostate ohiostate1 ohmnamah23 ohmygod ohshit
ohyeah ohyeah1 oicu812 oilers oilman oioioi oklahoma oklahoma1 okmijn okokok oks65b6666 oksana oktober ola123
olalekan olamide olamilekan olanrewaju olaola olatunji olawale olayinka oldfart oldman oldnavy oldone olds442
oldschool oldschool1 olechka olemiss olenka olesya olimpia olitec00 oliveira oliver oliver01 oliver1 oliver11
oliver12 oliver123 oliver2 olivetti olivia olivia1 olivia12 olivia123 olivia2 olivier ollie1 olo65b6666
olumide olusegun oluwaseun olympus omanko omar123 omarion omarion1 omega1 omega2 omega3 omegared omerta omg123
omg199 omicron omsairam omshanti one234 one2three onedirection onelove onelove1 onepiece oneshot onetime
oneton onetwo onetwo12 onetwo3 onions onkelz online online1 online123 only1me only4me onlyme onlyme1 onlyone
onlyyou ontario oojs4ykl oooooo oooooooo opelastra opelcorsa open123 open1234 opendoor openit openme opennow
opensesame openup openup1 operation operator opernhaus1 opeyemi ophelia ophelie opiate opopop optima optimist
optimus optimus1 optiplex oracle oralsex orange orange! orange1 orange11 orange12 orange123 orange13 orange2
orange22 orange3 orange5 orange7 orange8 oranges oranges1 orchard orchid ordenador ordinateur oregon oreo12
oreo123 orgasm orgasms orient oriflame origin original original1 oriole orioles orion1 orkiox. orland orlando
orlando1 ornella orpheus ortega orwell oscar1 oscar12 oscar123 oscar2 oscars osiris osprey ossi2000 othello
otters ottootto ou29q6666 ou8122 ou8123 ou812ic out3xf outback outkast outlaw outlaw1 outlaws outsider ovation
overdrive overkill overlord ovr220278 ownage owt243ygbh owt243ygbj oxford oxygen oyster p0015123 p00p00 p0o9i8
p0o9i8u7 p12345 p123456 p3rat54797 p455w0rd p4ssw0rd p4ssword p5415420 p@$$w0rd p@ssw0rd p@ssword pa$$w0rd
pa$$word pa55w0rd pa55word pablito pablo1 pablo123 pacers pacific pacifica pacino packard packard1 packer
packers packers1 packers4 pacman pacman1 paddle paddy1 padilla padres paige1 painkiller paintbal paintball
paintball1 painter painter1 painting paisley pajero pakista pakistan pakistan1 pakistan12 pakistan123
pakistan786 pakistani palace paladin paladin1 palermo pallavi pallina pallino pallmall palmeiras palmer
palmetto palmtree paloma paloma1 palomino paluso00 pamela pamela1 pampam panacea panache panama panama1
panasoni panasonic panasonic1 pancake pancake1 pancakes pancakes1 panchito pancho pancho1 panda1 panda12
panda123 pandabear pandabear1 pandas pandora pandora1 panget pangit panhead panic! panic1 pankaj panorama
panter pantera pantera1 panther panther1 panthers panthers1 pantie panties panties1 pantyhos pantyhose panzer
paola1 paopao papa123 papabear papamama papapa papapapa papatoma1 papaya paper1 paper123 papercut paperino
papers papichul papichulo papichulo1 papillon papito paprika paquito paradigm paradis paradise paradise1
paradox paragon paraiso paramedi paramedic paramore paramore1 paranoid parents paris1 paris123 parker parker1
parkour parlament parola parola1 parola12 parola123 parolamea parole paroll parolparol parrot parsifal
partizan partner party1 party123 partytime pasadena pasaway pascal pascale pascual pasport pasquale pass01
pass11 pass12 pass123 pass1234 pass1478 pass1word pass9876 pass99 pass_2011 passat passcode passer2009
passer2010 passer2011 passfan passfind passion passion1 passions passmast passme passord passpass passport
passport1 passthie passw0r passw0rd passw0rd1 passward passwd passwerd passwor passwor1 password password!
password. password0 password00 password01 password06 password07 password08 password09 password1 password1!
password10 password11 password12 password123 password1234 password12345 password123456 password13 password14
password15 password16 password17 password18 password19 password2 password20 password21 password22 password23
password24 password25 password27 password3 password32 password33 password4 password44 password45 password5
password55 password6 password66 password69 password7 password77 password8 password88 password89 password9
password99 passwords passwort passwort1 pastor pastor1 pasword pasword1 pat123 patata patate patatina patch1
patches patches1 pathfind pathfinder patience patience1 patito patric patrice patrice1 patrici patricia
patricia1 patricio patrick patrick1 patrick12 patrick123 patrick2 patrick7 patrik patriot patriot1 patriots
patriots1 patriots12 patrizia patron patryk pattaya patter patterso patterson patton patty1 pauko97 paul12
paul123 paula1 paulette paulie paulina paulina1 pauline pauline1 pavement pavilion pavilion1 pavlik pavlov
pavlova pawpaw payday payton payton1 payton34 pazzword123 pdiddy pdtplf pe#5gz29ptzmse peace! peace1 peace12
peace123 peace2 peaceful peaceout peaceout1 peach1 peaches peaches1 peaches2 peachy peacock peanut peanut01
peanut1 peanut11 peanut12 peanut123 peanut2 peanut3 peanutbutter peanuts peanuts1 pearl1 pearljam pearljam1
pearls peavey pebble pebbles pebbles1 pecker pedarsag peddler pedrito pedro1 pedro123 pedros peekaboo peepee
peepee1 peeper peepers peewee peewee1 pegaso pegasus pegasus1 peggy1 pelican pelikan pelota peluche pelusa
pencil pencil1 pendejo pendejo1 pendrago penelope penelope1 penetrating penetration penfold penguin penguin1
penguins penguins1 penis1 penis123 penis69 pennst pennstat pennstate pennstate1 penny1 penny123 pennywis
pennywise pentagon penthous pentium pentium4 people people1 people12 people123 people2 pepette pepino pepita
pepito pepper pepper01 pepper1 pepper11 pepper12 pepper123 pepper2 peppermint peppers peppino pepsi1 pepsi123
pepsi2 pepsicola perach peregrin pereira perfect perfect1 perfect10 perfection perico perils perkele perkins
perrito perros perry1 persik person persona personal personal1 pertinant pervasive pervert pescator pessac
peter01 peter1 peter123 peterbil peterbilt peternorth peterose peterpan peterpan1 peters peterson petey1
petite petra1 petram petrov petrova petrovich petrus petter petunia peugeot peyton peyton1 peyton18 pfkegf
pfloyd pfqxbr pg260365 phaedrus phantom phantom1 pharao pharma pharmacy phatty pheasant phenix pheonix
phialpha phil413 philip philip1 philipp philippe philippine philips philips1 phillies phillies1 phillip
phillip1 phillips philly philly1 philly215 phish1 phishy phoebe phoebe1 phoeni phoenix phoenix1 phoenix2
phoenix888 phone1 photo1 photoes photog photon photos phreak phuket phuong phx602 phyllis physics pi314159
piano1 pianoman pianos piazza piazza31 picard picard1 picasso picasso1 piccola piccolo piccolo1 picher picker
pickle pickle1 pickles pickles1 pickup pictere pictuers picture picture1 pictures pictures1 picturs pie123
pieman piepie pierce piercing pierre pierre1 pietro piffish pigdog pigeon piggies piggy1 piglet piglet1 pigpen
pikachu pikachu1 pilgrim pilipinas pillow pillow1 pilot1 pilsner pimp01 pimp10 pimp101 pimp11 pimp12 pimp123
pimp1234 pimp13 pimp14 pimp21 pimp22 pimp23 pimp4life pimp69 pimpdadd pimpdaddy pimpdaddy1 pimpin pimpin1
pimpin101 pimpin12 pimpin2 pimpin69 pimping pimping1 pimpjuice1 pimpster pinball pineappl pineapple pineapple1
pinetree pinewood pingpong pingpong1 pinguin pinguino pingvin pinhead pink01 pink07 pink08 pink09 pink10
pink101 pink11 pink12 pink123 pink1234 pink13 pink14 pink15 pink16 pink21 pink22 pink23 pink69 pinkfloy
pinkfloyd pinkfloyd1 pinkie pinkie1 pinklady pinkpanther pinkpink pinky1 pinky123 pinky2 pinnacle pinocchio
pintail piolin pionee pioneer pioneer1 pioner piotrek pioupiou pipeline piper1 pipers pipiska pipoca pippen
pippen33 pippin piramida piramide piranha pirata pirate pirate1 pirates pirates1 pisces pissant pisser pissing
pissoff pissoff1 pistache pistol piston pistons pistons1 pitbull pitbull1 pitchers pittbull pittsburgh pitures
pixie1 pixies pizdec pizza1 pizza12 pizza123 pizza2 pizzahut pizzahut1 pizzaman pizzapie pizzas pjkjnj
pk3x7w9w placebo placebo1 placid planet planeta planner plasma plastic plastic1 plastics platinum platinum1
platon platypus playa1 playball playbo playboy playboy1 playboy12 playboy123 playboy2 playboy69 playboys
player player1 player12 player123 player13 player2 player69 players playful playgirl playgirl1 playmate
playstat playstatio playstation playstation2 playstation3 playtime please please1 pleaseme pleasure pleasure1
plokij ploppy ploppy10 plover plumber plumber1 plus44 pluto1 pluton plymouth po918dg pobeda pocahontas pochta
pocket poepen19 poetry pogiako poi098 poi123 poilut poipoi poison poison1 poisson poiu07 poiu0987 poiuyt
poiuyt1 poiuytre poiuytrewq poiuytreza pok29q6666 pokemo pokemon pokemon1 pokemon10 pokemon11 pokemon12
pokemon123 pokemon2 pokemon3 pokemon5 pokemon7 pokemon9 poker1 poker123 pokerface pokey1 pokpok poland poland1
polarbea polarbear polarbear1 polaris polaris1 polaroid polenka1 polgara police police1 police123 police22
policeman policia polina polinka polkmn pollito pollux polly1 polniypizdec0211 polniypizdec1102
polniypizdec110211 polo123 polopolo polpol polska polska1 polska123 pomalo123 pomidor pommes pommes123 pompey
pompier pompom poncho poncho1 pontiac pontiac1 ponyboy poo123 poobear poochie poochie1 poodle poodle1 pooh12
pooh123 poohbea poohbear poohbear1 poohbear12 poohbear2 pookey pookie pookie1 pookie12 pookie123 pookie2
pool6123 poonam poontang poop00 poop11 poop12 poop123 poop1234 poop22 poop69 pooper pooper1 poophead poophead1
poopie poopie1 poopmaster poopoo poopoo1 poopoo2 pooppoop pooppoop1 poopsie poopy1 poopy12 poopy123 pooter
pop123 pop168168 popcorn popcorn1 popcorn12 popcorn123 popcorn2 popeye popeye1 popo09 popo123 popopo popopo1
popopopo popova popper poppet poppie poppop poppop1 poppy1 poppy123 popstar popstar1 poptart poptart1
poptropica popular porcodio porkchop porkchop1 porn123 porn4life porn4me porn69 pornking porno1 pornographic
pornos pornpass pornstar pornstar1 porsche porsche1 porsche9 porsche911 porshe portable portal porter porter1
portia portland portland1 portman portugal portugal1 poseidon poser2 positive positive1 positivo possible
possum postal poster postman postov1000 posture pot420 potato potato1 potatoes pothead pothead1 pothead420
potpot potter potter1 poulette pounded poupee poupette poupoune poussin povlmly727 povray14 powder powder1
powell power1 power12 power123 power2 power999 powerade powerful powerman powerof3 powerpc powerpuff powers
powers1 ppoo0099 ppppp1 pppppp pppppp1 pppppppp pqntmt1247 pr1ncess pradeep praise praise1 prakash praline
pranav prancer prasad prasanna prashant praveen praxis prayer prayer1 preacher preciosa precious precious1
precious2 predator predator1 preeti prelude prelude1 premier premium presario presario1 presiden president
president1 presley presley1 prestige presto preston preston1 pretty pretty1 pretty12 pretty123 pretty2
prettyboy prettyboy1 prettygirl prettyme pretzel prikol primal primavera prime1 primetim primrose primus
prince prince1 prince12 prince123 prince2 princes princes1 princesa princesa1 princesita princess princess!
princess. princess01 princess07 princess08 princess09 princess1 princess10 princess11 princess12 princess123
princess13 princess14 princess15 princess16 princess17 princess18 princess19 princess2 princess20 princess21
princess22 princess23 princess24 princess3 princess4 princess5 princess6 princess69 princess7 princess8
princess9 princessa princesse princeto princeton principe principessa pringles printer printer1 prisca
priscila priscill priscilla priscilla1 prison prissy prissy1 privacy privat private private1 privet priyanka
pro100 probes prodigy prodigy1 production professional professor profile profit progress project project1
projectsadminx promise promise1 property prophet prosper prosperity prospero prosto protect proton protoss
prototype proverbs proverbs31 proview prowler prozac prudence przyjaciolki psalm23 psalms23 psicologia psp123
psychnau psychnaut1 psycho psycho1 psychology pt120439 public puddin pudding pudding1 puddles puertorico
puffer puffin pufunga7782 pugsley pulamea pulsar puma123 pumas1 pumkin pumper pumpkin pumpkin1 pumpkin2
pumpkins punani punisher punisher1 punjab punk123 punkass punker punkin punkin1 punkrock punkrock1 punter
pupkin puppet puppies puppies1 puppies2 puppy1 puppy12 puppy123 puppy2 puppydog puppydog1 puppylove puppylove1
puppys pupsik pupuce puravida purdue purgen purple purple! purple01 purple1 purple10 purple11 purple12
purple123 purple13 purple14 purple15 purple16 purple2 purple21 purple22 purple23 purple3 purple4 purple5
purple6 purple69 purple7 purple8 purple9 pusher pushkin pushok pushpa pussey pussie pussies pusssy pussy1
pussy101 pussy12 pussy123 pussy2 pussy4me pussy5 pussy69 pussy7 pussycat pussycat1 pussyeat pussyeater
pussylicker pussylov pussylover pussyman pussys putangina puttana putter puzzle pwd1234 pwtest pyramid
pyramid1 pyramids python q0tsrbv488 q11111 q111111 q123123 q12345 q123456 q1234567 q12345678 q123456789
q1234567890 q1a2z3 q1q1q1 q1q1q1q1 q1q2q3 q1q2q3q4 q1q2q3q4q5 q1w2e3 q1w2e3r q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6
q1w2e3r4t5y6u7i8o9p0 q2w3e4 q2w3e4r5 qaqaqa qarglr123 qawsed qawsed1 qawsed123 qawsedrf qawsedrftg qaywsx
qaz123 qaz12345 qaz123456 qaz123wsx qaz741 qazedc qazplm qazqaz qazqaz1 qazqazqaz qazwsx qazwsx1 qazwsx11
qazwsx12 qazwsx123 qazwsx1234 qazwsxed qazwsxedc qazwsxedc1 qazwsxedc123 qazwsxedcrfv qazwsxedcrfvtgb qazxcv
qazxsw qazxsw1 qazxsw12 qazxsw123 qazxswed qazxswedc qazxswedcvfr qazzaq qazzaq1 qdujvyg5sxa qh6xl1p9xj
qiciqdp162 qpalzm qpwoeiruty qq123123 qq1234 qq123456 qq123456789 qq18ww899 qqq111 qqq123 qqqq1111 qqqqq1
qqqqqq qqqqqq1 qqqqqqq qqqqqqqq qqqqqqqqqq qqqwww qqww1122 qqwwee qti7zxh18u quadro quake3 quaker quality
quality1 quality123 quant4307s quantum quartz quasar quattro quebec queen1 queen123 queenbee queenbee1 queenie
queenie1 queens queens1 quentin quentin1 quest1 question qugrqfo825 quicksilver quiksilver quincy quincy1
quixote qw123321 qw1234 qw123456 qw12qw12 qw3rty qwarty qwaszx qwaszx1 qwaszx12 qwaszx123 qwe1122334 qwe123
qwe1234 qwe12345 qwe123456 qwe123asd qwe123qwe qwe123qwe123 qwe1asd qwe321 qwe456 qwe789 qweasd qweasd1
qweasd12 qweasd123 qweasdzx qweasdzxc qweasdzxc1 qweasdzxc123 qwedsa qwedsazxc qweewq qwegta13091990 qweqwe
qweqwe1 qweqwe123 qweqweqwe qwer12 qwer123 qwer1234 qwer12345 qwer4321 qwerasdf qwerasdfzxcv qwerf12 qwerfdsa
qwerpoiu qwerqwer qwerqwer2 qwerrewq qwert1 qwert12 qwert123 qwert1234 qwert12345 qwert40 qwert5 qwert54321
qwert6 qwertasdfg qwertqwert qwerty qwerty! qwerty. qwerty0 qwerty00 qwerty01 qwerty1 qwerty10 qwerty11
qwerty111 qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwerty123456789 qwerty13 qwerty2 qwerty21
qwerty22 qwerty23 qwerty3 qwerty321 qwerty4 qwerty5 qwerty55 qwerty6 qwerty66 qwerty666 qwerty67 qwerty69
qwerty7 qwerty77 qwerty777 qwerty78 qwerty789 qwerty8 qwerty88 qwerty9 qwerty99 qwertyasd qwertyasdfgh
qwertyqwerty qwertyu qwertyu1 qwertyu123 qwertyu8 qwertyui qwertyui1 qwertyuio qwertyuio1 qwertyuiop
qwertyuiop1 qwertyuiop12 qwertyuiop123 qwertyuiop[] qwertyytrewq qwertz qwertz1 qwertz123 qwertzu qwertzui
qwertzuiop qwezxc qwqwqw qwqwqwqw qyahzn r12345 r123456 r1234567 r123456789 r1cd38d r2d2c3p0 r2d2c3po r4e3w2q1
r9lw4j8khx rabat1945 rabbit rabbit1 rabbits rabota raccoon racecar racecar1 racer1 racers racerx rachael
rachael1 rachel rachel1 rachel12 rachel123 rachelle rachelle1 rachid racing racing1 racoon radar1 radeon
radhika radiance radical radio1 radiohea radiohead radiohead1 raduga rafael rafael1 rafaela raffaele raffaella
raffles ragman ragnar ragnarok rahasia rahman rahul123 rai-131 raiden raider raider1 raiders raiders1
raiders12 raiders13 raiders2 raiderz1 railroad rainbow rainbow1 rainbow12 rainbow123 rainbow2 rainbow3
rainbow6 rainbow7 rainbows rainbows1 raindrop rainier rainman rainyday raisin raistlin raj123 rajendra rajesh
rajkumar rakaii rakesh raketa rakkaus raleigh ralph1 ralphie ralphy raluca ram123 ram1500 ramada ramair
ramazan rambler rambo1 rambo123 ramesh ramirez ramirez1 ramiro ramjet rammstei rammstein rammstein1 ramon1
ramona ramona1 ramone ramones ramones1 rampage ramram ramrod ramses ramsey ramstein ramzes ranchero rancid
rancid1 randall randall1 random random1 random123 randy1 randyorton ranetki ranger ranger1 rangerover rangers
rangers1 ranjan raphael rapier rapper rapper1 raprap raptor raptor1 raptors rapture rapunzel raquel raquel1
rascal rascal1 rasdzv3 rasengan rashad rashad1 rasheed rashid rashmi rasmus raspberry rasputin rasta1 rasta69
rastafari rastaman raster rastus ratboy ratchet ratdog ratfink ratman rattler ravage raven1 raven123 ravens
ravens1 ravens52 rawhide rawr123 ray123 rayman raymond raymond1 rayray rayray1 raziel razjel1 razor1 razorbac
razvan razzle rb26dett rbcekz rbhbkk rbotmvz954 rctybz rdfhnbhf rdukv46x reader reading reading1 ready1
ready2go reagan realestate reality really realmadrid realnigga1 realtor reaper reaper1 reason reaver rebbyt34
rebeca rebecca rebecca1 rebekah rebekah1 rebel1 rebelde rebelde1 rebels rebels1 rebelz rebirth reboot reborn
rebound1 reckless record recovery recovery1 red123 red1234 red12345 red321 red456 redab1993 redalert redbaron
redbeard redbird redbone redbone1 redbull redbull1 redcar reddevil reddog reddog1 reddragon reddwarf
redemption redeye redfish redfish1 redfive redfox redhat redhead redhead1 redheads redhorse redhot redhot1
rediska redleg redlight redline redline1 redman redman1 redneck redneck1 redone redred redred1 redrock redrose
redrose1 redroses redrum redrum1 redshift redskin redskins redskins1 redskins21 redsox redsox04 redsox1
redsox12 redsox34 redstar redstorm redtruck redwall redwine redwing redwing1 redwings redwings1 redwolf
redwood reebok reefer reese1 reeses reflex reggae reggie reggie1 regina regina1 reginald regine register
reglisse rehbwf reilly rejoice reklama reliance reliant reload reloaded remember remember1 rememberme remingto
remington remington1 remo1d72a remote renata renate renato renault rencontre renee1 renee123 renegade
renegade1 reno911 renren rental renuka repoman reptile repytwjd repytwjdf requiem rerehepf rereirf rerere
rerfhfxf rerfhtre rescue research reset123 resetme reshma resident residentevil resing1965 respect respect1
respekt restart resume retard retard1 retired retsam reuben reunion revelation revenge revenge1 reverb reveur
revival47 revoluti revolution revolver rey619 reynaldo reynolds reznor rfgbnjirf rfgecnf rfhbyf rfhfgep
rfhfvtkmrf rfhfylfi rfhlbyfk rfhnjirf rfkbyf rfn.if rfn.irf rfnthbyf rfntyjr rfntymrf rfrfirf rfrnec rfvfcenhf
rhapsody rhbcnbyf rhfcfdbwf rhfcfdxbr rhfcjnf rhfcjnrf rhiannon rhiannon1 rhino1 rhinos rhinos111 rhjkbr
rhjrjlbk rhodan01 rhonda rhonda1 rhtdtlrj rhubarb ribbit ricard ricardo ricardo1 riccardo rice80 richar
richard richard1 richard123 richard2 richards richardson riches richie richie1 richmond richmond1 rickster
ricky1 ricky123 ricochet riddick riddler riffraff rigger rightnow righton rihanna rihanna1 riley1 riley123
ringo1 ripcurl ripken ripley ripper ripple riptide river1 rivera rivera1 riverplate riverrat rivers riversid
riverside riverside1 rjcnbr rjcvjc rjhjdf rjhjkm rjhjktdf rjirfrgbde rjitxrf rjntyjr rjnzhf rjyatnrf
rjycnfynby rjyjgkz rjynfrn rksk3210 rktjgfnhf roadkill roadking roadrunn roadrunner roadster roadway
roanne42300 rob123 robbie robbie1 robert robert01 robert1 robert11 robert12 robert123 robert13 robert2
robert22 robert3 robert69 robert7 roberta roberta1 roberto roberto1 roberts roberts1 robin1 robin123 robinho
robinhoo robinhood robinson robinson1 robocop robotech robotics rocco1 rochard rochelle rochelle1 rocheste
rochester rock12 rock123 rockandroll rocker rocker1 rockers rocket rocket1 rocketma rocketman rockets rockets1
rockey rockford rockhard rockie rockies rockin rockman rocknrol rocknroll rocknroll1 rockon rockon! rockon1
rockroll rocks1 rockstar rockstar1 rockstar12 rockstar2 rocky1 rocky12 rocky123 rocky2 rocky3 rocky5 rockydog
rockyou rodent rodeo1 roderick rodina rodion rodman rodney rodney1 rodolfo rodrig rodrigo rodrigo1 rodrigues
rodriguez rodriguez1 rogelio roger1 roger123 rogers rogue1 roland roland1 rolando roller rollin rollin60
rolltide rolltide1 roma123 romain roman1 romana romance romance1 romane romania romano romanov romanova romans
romans828 romantic romario romaroma romashka romeo1 romeo123 romero romina rommel romulus romy01 ronald
ronald1 ronaldinho ronaldo ronaldo07 ronaldo1 ronaldo123 ronaldo17 ronaldo7 ronaldo9 ronnie ronnie1 ronron
roodypoo roofer rookie rooney rooney1 rooney10 rooney8 rooster rooster1 roosters rootbeer rootbeer1 rootedit
rooter roro1024 rosa123 rosales rosalia rosalie rosalinda rosanna rosaria rosario rosario1 rosco1 roscoe
roscoe1 rose12 rose123 rose1234 rose24731 roseann rosebud rosebud1 rosemarie rosemary rosemary1 roserose
roses1 rosewood roshan rosie1 rosie123 rosita rossella rossi46 rostik rostov roswell rotary rotten rotterda
rotterdam route66 router rover1 rovers rowdy1 rowena roxana roxane roxanne roxanne1 roxie1 roxy12 roxy123
royal1 royale royals royals22 royboy roygbiv rrpass1 rrrrrr rs11220 rsalinas rt6ytere rtw150809 rtyuehe rubber
rubberduck rubble ruben1 rubicon ruby123 rudeboy rudolf ruffles rufus1 rugby1 rugger rugrat rugrats ruler1991
rulezzz rumble rumple runaway rundmc runescape runescape1 runescape2 runner runner1 running running1 rupert
rupert1 ruqueb rush2112 rushmore ruslan russel russell russell1 russia russia1 russian russian7 rustam rusty1
rusty123 rusty2 rustydog ruthie ryan11 ryan12 ryan123 ryan1234 ryan962052 ryjgrf s0ccer s12345 s123456
s1234567 s12345678 s123456789 s8ylpe9jdpvym saab900 saab9000 sabaka sabbath sabbath1 sabian sabina sabine
sabine12 sable1 sabres sabrin sabrina sabrina1 sabrina123 sacha1234 sachin sacramento sacred sad123 saddam
sadie1 sadie123 sadsad safari safety safety1 safeway saffron sagitario sagitarius sahabat sahara saibaba
saigon sailboat sailfish sailing sailing1 sailor sailor1 sailormoon saints saints1 saints25 sairam saitou
saiyan sakura sakura1 salamanca salamander salamandra salami salasana salazar saleen salem1 salerno salima
salinas sallas sally1 sally123 salman salmankhan salmon salome salomon salope salsa1 salsero saltydog salvador
salvador1 salvation salvation1 salvator salvatore sam123 sam1234 sam12345 samadams samael samanta samanth
samantha samantha1 samantha12 samantha2 samara samdog sameer samhain samiam samira sammi1 sammie sammie1
sammy01 sammy1 sammy12 sammy123 sammy13 sammy2 sammy7 sammyboy sammydog sammys samoht samolet sampdoria sample
sample123 sampson sampson1 samsam samsam1 samsara samson samson1 samsun samsun55 samsung samsung1 samsung12
samsung123 samsung2 samtron samuel samuel01 samuel1 samuel12 samuel123 samuele samurai samurai1 samwise san123
sanandreas sanane sanchez sanchez1 sancho sandberg5 sandeep sander sanders sanders1 sandhya sandie sandiego
sandiego1 sandman sandman1 sandoval sandra sandra1 sandra12 sandra123 sandrine sandro sandwich sandy1 sandy123
sandydog sandys sanfran sangeeta sangeetha sanity sanity72 sanjana sanjay sanjeev sanjose sanjuan sansan
santa1 santacru santacruz santafe santamaria santana santana1 santhosh santiag santiago santiago1 santino
santos santos1 santosh saopaulo saphire sapper sapphic sapphire sapphire1 sara12 sara123 sarah1 sarah12
sarah123 sarah2 sarahs sarajevo sarasara saraswati saratoga saratov sardegna saretta sarina sarita sasasa
sasasasa sascha sasha1 sasha12 sasha123 sasha_007 sashka sashok sasin414 saskia sassi123 sassie sassy1 sassy12
sassy123 sassy2 sassygirl sasuke sasuke1 sasuke12 sasuke123 satan1 satan666 satana satanas satchel satchmo
satellit satellite sathya satish sativa satnam satori satriani satsuki saturday saturn saturn1 saturn5 satyam
saurabh sauron sausage sausage1 sausages savage savage1 savanna savanna1 savannah savannah1 save13tx saveme
savior saviour sawdust sawyer saxman saxophon saxophone saxophone1 sayang sayang1 sayangku sc00ter scamper
scania scanner scarab scarface scarface1 scarface2 scarlet scarlet1 scarlett scarlett1 sceptre schalke
schalke04 schastie schatz schatz1 schatzi scheisse schlong schnecke schneider schnuffi schokolade school
school1 school12 school123 school2 schule schumacher schumi schwanz schweiz schwinn science science1 scimitar
scirocco scoobie scooby scooby1 scooby12 scooby123 scooby2 scoobydo scoobydoo scoobydoo1 scoobydoo2 scoote
scooter scooter1 scooter123 scooter2 scooters scorpi scorpio scorpio1 scorpion scorpion1 scorpione scorpions
scotch scotland scotland1 scott1 scott123 scottie scottie1 scotts scottt scotty scotty1 scout1 scrabble
scrapper scrappy scrappy1 scratch scream scream1 screamer screen screwy screwyou scrooge scrotum scruffy
scruffy1 scuba1 scully scvmofas79 sdf7asdf6asdg8df sdfsdf sdream seabass seabee seadog seadoo seagate seagull
seahawk seahawks seahawks1 seahorse seahorse1 sealteam seaman seamus sean123 seanpaul searay search searcher
seaside season seatleon seattle seattle1 seaweed seawolf sebastia sebastian sebastian1 sebastian106 sebastie
sebastien sebora sebring second secret secret1 secret12 secret123 secret2 secret666 secreto secrets secure
security security1 sedona seductive seeker segblue2 segreto seigneur seinfeld sekret select selena selena1
selenagome selene selina selmer semangat semarang seminole seminoles seminoles1 semper semperfi semperfi1
senator senators seneca senegal senha123 senior senior06 senior07 senior08 senior09 seniseviyorum sensatio
sensei sentinel sentnece sentra sentry sephirot sephiroth sephiroth1 septembe september september1 september2
september3 september7 september8 september9 septiembre sepultura serafina14 seraphim serdar serebro serega
serena serena1 serendipity serenity serenity1 sergbest sergei sergej sergey sergio sergio1 serious serkan
serpent serrano serseri sersolution server service service1 services servus sesame sestra seven11 seven7
seven77 seven777 sevenof9 sevens seventeen severin severine sevgilim sevilla seville seviyi sex101 sex123
sex4me sex666 sex6969 sexbomb sexboy sexgod sexii1 sexman sexpot sexsex sexsex1 sexsexse sexsexsex sexslave
sextoy sextrime1 sexual sexxxx sexxxy sexxy1 sexy#1 sexy01 sexy06 sexy07 sexy08 sexy09 sexy10 sexy101 sexy11
sexy12 sexy123 sexy1234 sexy13 sexy14 sexy15 sexy16 sexy17 sexy18 sexy19 sexy20 sexy21 sexy22 sexy23 sexy24
sexy25 sexy4life sexy69 sexyass sexyass1 sexybabe sexybabe1 sexybaby sexybaby1 sexyback1 sexybeast sexybeast1
sexybitch sexybitch1 sexybitch2 sexyblack1 sexyboy sexyboy1 sexychick1 sexygirl sexygirl1 sexygirl12 sexygurl1
sexyguy sexylady sexylady1 sexylove sexylove1 sexymama sexymama1 sexymama12 sexyman sexyman1 sexyme sexyme1
sexyone sexyred sexyred1 sexysexy sf49ers sfgiants shabba shad0w shadow shadow! shadow01 shadow1 shadow10
shadow11 shadow12 shadow123 shadow13 shadow14 shadow2 shadow21 shadow22 shadow23 shadow3 shadow5 shadow69
shadow7 shadow99 shadows shadows1 shady1 shaggy shaggy1 shaheen shahid shahrukh shaina shaker shakespeare
shakira shakira1 shakti shakur shalini shalom shalom1 shaman shamil shampoo shamrock shamrock1 shamus shandy
shane1 shane123 shaney14 shanghai shania shania1 shanice shanice1 shankar shanna shannara shanno shannon
shannon1 shannon2 shanny shanti shaolin sharingan shark1 sharks sharks1 sharky sharma sharon sharon1 sharpie
sharpie1 shasha shasha1 shashank shashi shasta shasta1 shaun1 shauna shaved shawn1 shawn123 shawna shawna1
shawty shawty1 shayla shayla1 shayna shayne shayne123 shayshay shayshay1 shazam shearer shearer9 sheba1 sheeba
sheena sheena1 sheepdog sheetal sheffield sheila sheila1 shelby shelby1 shelby12 shelby123 sheldon sheldon1
shelley shelley1 shelly shelly1 sheltie shemale shepherd sheridan sheriff sherlock sherman sherman1 sherri
sherry sherry1 sherwin sherwood sheryl sheshe shevchenko shibby shibby1 shibumi shiela shifty shiloh shiloh1
shilpa shimano shimmer shiner shinigami shinji shinobi shiraz shirley shirley1 shit12 shit123 shitface
shitface1 shitfuck shithead shithead1 shitshit shitter shitty shitty1 shivam shivani shiznit shmily shocker
shodan shoes1 shogun shojou shonuf shooter shooter1 shopper shopping shopping1 short1 shortie shortie1 shorty
shorty01 shorty1 shorty11 shorty12 shorty123 shorty13 shorty14 shorty2 shorty3 shorty69 shorty7 shotgun
shotgun1 shotokan shotokan1 showboat showme showtime showtime1 shredder shreya shrike shrimp shriram shroom
shruti shuang shubham shurik shutup shutup1 shweta shyguy sicilia sickboy sidekick sidekick1 sidekick3
sidewind sidney sidney1 siemens siemens1 siempre sienna sierra sierra1 sig53num sigma1 sigmachi sigmar silence
silent silent1 silkroad silly1 silvana silver silver1 silver12 silver123 silverad silverado silverado1 silvia
silvia1 silvio simba1 simba11 simba123 simcity simeon simmons simon1 simon123 simona simone simone1 simple
simple1 simple123 simpleplan simpson simpson1 simpsons simpsons1 simran simsim simson sinaloa1 sinatra sinbad
sincere sincere1 sincity sinclair sindhu sinful singapor singapore singer singer1 singing singing1 single
single1 single123 single2 sinister sinjin sinned sinner siobhan sipfhair sirena sirius sissy1 sister sister1
sister2 sisters sisters1 sithlord sitruc sixers sixpack sixsix6 sixteen sixteen16 sixty9 sixtynin sixtynine
sizzle sk84life sk8board sk8erboi sk8erboy sk8ers sk8ordie sk8ter ska02ska skank1 skate1 skate12 skate123
skate2 skate4life skate8 skateboa skateboard skateordie skater skater1 skater11 skater12 skater123 skater13
skater2 skaterboy1 skaterdude skating skating1 skazka skeeter skeeter1 skeleton skeletor skibum skidoo skiffy
skiing skillet skillz skinhead skinner skinny skinny1 skipper skipper1 skippy skippy1 skittle skittles
skittles1 skittles12 skolko skorpion skulls sky123 skyblue skydive skydiver skyhawk skylar skylar1 skylark
skyler skyler1 skyline skyline1 skyliner34 skynet skypilot skywalke skywalker skywalker1 slacker slacking
slainte slamdunk slammer slapnuts slapper slappy slapshot slash1 slasher slave1 slavik slayer slayer1 slayer66
slayer666 sleeper sleepy sleepy1 slicer slick1 slider slimed123 slimer slimjim slimshad slimshady slimshady1
slinky slipkno slipknot slipknot1 slipknot12 slipknot2 slipknot6 slipknot66 slipknot666 slipknot9 slipper
slippery slippy sliver slonik slovensko slowhand sludge slugger sluggo slunicko slurred slut123 slut69 sluttey
slutty slydog smackdow smackdown smackdown1 smallville smart1 smartass smarties smarty smashing smb0512bz
smeghead smegma smeller smelly smelly1 smile! smile0_0 smile1 smile12 smile123 smile2 smile4me smiles smiles1
smiley smiley1 smirnoff smirnov smirnova smith1 smith123 smiths smithy smitty smitty1 smoke1 smoke420 smokedog
smoker smoker1 smokes smokeweed smokeweed1 smokey smokey01 smokey1 smokey11 smokey12 smokey123 smokey13
smokey2 smokey420 smokie smokie1 smokin smokin1 smoking smoking1 smooch smooth smooth1 smoothie smother smudge
smudge1 smuggles smurfs smutty sn00py snake1 snake123 snakeman snakes snakes1 snapon snapper snapper1 snapple
snapple1 snappy snapshot snatch sneaker sneakers sneaky sneaky1 snicker snickers snickers1 sniffer snikers
sniper sniper1 snoogans snooker snookie snooks snoop1 snoopdog snoopdog1 snoopdogg snoopdogg1 snoopy snoopy01
snoopy1 snoopy12 snoopy123 snoopy13 snoopy2 snorre98 snowball snowball1 snowbird snowboar snowboard snowboard1
snowdog snowflak snowflake snowflake1 snowie snowman snowman1 snowwhite snowy1 snuffy snuggle snuggles
snuggles1 sobaka sober1 sobriety soccer soccer! soccer. soccer00 soccer01 soccer05 soccer06 soccer07 soccer08
soccer09 soccer1 soccer10 soccer101 soccer11 soccer12 soccer123 soccer13 soccer14 soccer15 soccer16 soccer17
soccer18 soccer19 soccer2 soccer20 soccer21 soccer22 soccer23 soccer24 soccer25 soccer3 soccer33 soccer4
soccer5 soccer6 soccer69 soccer7 soccer77 soccer8 soccer88 soccer9 soccer99 social socks1 socorro socrate
socrates sodapop sodapop1 sofia1 sofiya softail softball softball1 softball10 softball11 softball12 softball13
softball14 softball15 softball2 softball21 softball22 softball23 softball3 softball4 softball5 softball7
softball8 softball9 softtail software sojdlg123aljg sokolov sokolova solace solange solaris soldat soldier
soldier1 soleda soledad soleil soleil13 soleluna solidsnake solitario solitude solnce solnishko solo7590
solomon solomon1 soloyo solrac solution somanypickles27 somebody someday someone someone1 somerset something
something1 sommer sonali sonata songbird songoku sonia1 sonic1 sonic123 sonics sonicx sonnenschein sonny1
sonnyboy sonoio sonoma sonora sony123 sonyericsson sonyfuck sonysony sonyvaio sooner sooner1 sooners sooners1
sophia sophia1 sophie sophie01 sophie1 sophie12 sophie123 sophie2 soprano sopranos soraya sorcerer sosiska
soso123aljg soukayna soulfly soulja1 souljaboy1 soulmate soulmate1 sound1 souris sousou south1 south13
southern southern1 southpar southpark southpark1 southpaw southpole1 southsid southside southside1 southside2
southside3 southwest1 sowhat space1 space123 spaceman spade1 spaghetti spaniel spanish spanish1 spanker
spanking spankme spanks spanky spanky1 spanner sparhawk sparkey sparkle sparkle1 sparkles sparkles1 sparks
sparky sparky1 sparky12 sparky123 sparrow sparrow1 sparta spartacu spartacus spartak spartan spartan1
spartan117 spartans spartans1 sparty spawn1 speak2me speaker speaker1 spears special special1 specialk spectre
spectrum speed1 speedo speedway speedy speedy1 spencer spencer1 speranza sperma spez3012 sphinx spice1 spider
spider-man spider1 spider12 spider123 spiderma spiderman spiderman1 spiderman2 spiderman3 spiderman4
spiderman7 spidey spiffy spike1 spike123 spiker spikes spikey spinner spionin8688 spiral spirit spirit1
spitfire spitfire1 spitsy16 splash splatter spleen splendid spliff splinter splurge spock1 spoiled spoiled1
spolana sponge sponge1 spongebo spongebob spongebob0 spongebob1 spongebob2 spongebob3 spongebob7 spongebob9
spooge spooky spooky1 spoons sport1 sporting sports sports1 sportste sporty spotty spring spring1 springer
sprint sprint1 sprinter sprite sprite1 sprocket sprout spunky spunky1 spurs1 sputnik spyder spyder1 sqdwfe
squall square squash squeak squerting squiggy squirrel squirrel1 squirt squirt1 squirts squish sr20det
srikanth srilanka srinivas sriram ss563563ss sss111 sssss1 ssssss ssssss1 sssssss ssssssss ssssssssss ssyu1314
stacey stacey1 stacie stacy1 staind stalin stalker stalker1 stallion stallone stamford stampede standard
standby stanford stani06 stanislav stanley stanley1 staples staples1 star01 star10 star101 star11 star12
star123 star1234 star13 star14 star15 star21 star22 star23 star69 starbuck starbucks starbucks1 starburst
starburst1 starcraf starcraft starcraft1 starcraft2 stardust stardust1 staredobre starfire starfish starfish1
starfox stargate stargate1 stargaze stargazer stargirl starligh starlight starlight1 starlite starman starr1
starry stars1 stars123 starship starsky starstar start1 start123 startac starter startfinding startrek
startrek1 starwar starwar5 starwars starwars1 starwars111 starwars12 starwars2 starwars3 starwarsfan10 stasik
static station status stayout stayout1 stealth stealth1 steaua steel1 steele steeler steelers steelers1
steelers43 steelers7 steelhea stefan stefan1 stefangreil1983 stefania stefanie stefano steffen steffi
steflio3123 stella stella1 stella123 stellar stellina stepan steph1 steph123 stephan stephane stephani
stephanie stephanie1 stephanie2 stephen stephen1 stephy stereo sterlin sterling sterling1 sternchen sterva
steve1 steve123 steven steven1 steven12 steven123 steven2 stevens steveo steves stevie stevie1 stewart
stewart1 stewart20 stewie stewie1 stickman sticks sticky stiffy stigmata stiletto stimpy sting1 stinger
stinger1 stingray stinker stinker1 stinky stinky01 stinky1 stitch stitch1 stocking stocks stolen1 stomper
stone1 stone55 stonecol stonecold stonecold1 stoned stoner stoner1 stoner420 stones stonewal stoney stooge
stooges stopit stoppedby storm1 stormy stormy1 storys strange strange1 stranger strannik stratfor strato
stratocaster stratus strawber strawberry streaming street street1 strelok strength stress stretch strider
strife strike striker striker1 stripe striper stripes stripper stroker stroller strong strong1 stronger
stronzo stryker stuart stuart1 stubby student student1 studio studio1 studio54 studly studman stuffer stumpy
stunna1 stunner stunt101 stupid stupid! stupid1 stupid12 stupid123 stupid2 stussy stuttgart stylus su123456
subaru subaru1 sublime sublime1 submarin submit subway subway1 subzero succes success success1 successful
sucesso suckcock suckdick sucker sucker1 suckers suckit suckit1 suckit69 suckme suckme1 suckmydick suerte
sugar1 sugar123 sugarbear sugarbear1 sugars suicide suicide1 suikoden sukebe sukses sullivan sultan summer
summer! summer00 summer01 summer05 summer06 summer07 summer08 summer09 summer1 summer10 summer11 summer12
summer123 summer13 summer2 summer2008 summer2010 summer21 summer22 summer3 summer5 summer69 summer7 summer99
summerti summertime summit sun123 sunbeam sunbird sundance sundance1 sunday sunday1 sunderla sunderland
sundevil sundown sunfire sunflowe sunflower sunflower1 sunita sunkist sunlight sunny1 sunny123 sunnyday
sunrise sunrise1 sunset sunset1 sunsh1ne sunshin sunshine sunshine! sunshine01 sunshine1 sunshine10 sunshine11
sunshine12 sunshine13 sunshine2 sunshine21 sunshine22 sunshine23 sunshine3 sunshine4 sunshine5 sunshine69
sunshine7 sunshine8 sunshine9 suntzu supa1906 super1 super12 super123 super7 super8 superb superbow superboy
superdup superduper superfly superfly1 supergirl supergirl1 superhero superior superma superman superman!
superman01 superman1 superman10 superman11 superman12 superman123 superman13 superman2 superman21 superman22
superman23 superman3 superman4 superman5 superman69 superman7 superman8 supermanboy supermario supernatural
supernov supernova supernova1 supers supersonic supersta superstar superstar1 superstar2 supervisor superwoman
support supreme supreme1 surabaya surena13 sureno13 surenos13 suresh surethang surfer surfer1 surfin surfing
surfing1 surfsup surprise surside13 surveyor survivor susan1 susana susanna susanne sushi1 sushma susieq
suslik suzanne suzanne1 suzuki suzuki1 sverige svetik svetka svetlana svetlanka svoboda swagger swallow
swallows swampfire swampy swanky swapna swatch swathi sweden sweeper sweeps sweet1 sweet12 sweet123 sweet13
sweet16 sweet17 sweet18 sweet2 sweet666 sweet69 sweetangel sweetass sweetgirl sweethea sweetheart sweethome
sweetie sweetie1 sweetie2 sweetiepie sweetlove sweetnes sweetness sweetness1 sweetpea sweetpea1 sweets sweets1
sweety sweety1 sweety12 swetha swifty swimmer swimmer1 swimming swimming1 swinger swingers swinging swoosh
swordfis swordfish swordfish1 swords sydney sydney1 sylvain sylvania sylveste sylvester sylvester1 sylvia
sylvia1 sylvie syncmaster synergy syracuse syrinx sysadmin system system1 system32 syzygy sz9kqcctwy szczurek
szevasz t12345 t123456 t123456789 t36473647 tabasco tabby1 tabitha tabitha1 tacobell tacobell1 tacoma tadpole
taekwond taekwondo taekwondo1 taffy1 tagheuer tahiti tahoe1 taichi tailgate taipan taishan2011 taiwan tajmahal
takamine takashi talent talgat talisman tamahome tamara tamara1 tamere tamerlan tammy1 tampabay tamtam tamuna
tanechka tangerin tangerine tanginamo tangkai tango1 tanisha tanja1993 tanker tanner tanner1 tantan tantra
tanya1 tanzania tapout tarakan tarantul tardis target target1 target123 tarheel tarheel1 tarheels tarheels1
tarpon tartan tartaruga tarzan tarzan00 tarzan1 tascha tasha1 tasha123 tashkent tata123 tatarin tatata tatian
tatiana tatiana1 tatjana tattoo tattoo1 tatyana tauchen taurus taurus1 taxman tay123 taylor taylor! taylor01
taylor1 taylor10 taylor11 taylor12 taylor123 taylor13 taylor14 taylor2 taylor21 taylor22 taylor3 taylor5
taylor7 taytay taytay1 taz123 tazdevil tazman tazmania tbone1 tdutybq tdutybz teabag teacher teacher1 teamo1
teamo12 teamo123 teamomucho teamwork teapot teaser techn9ne technics techno techno1 techno13 technology
tecktonik tecumseh teddy1 teddy123 teddy2 teddyb teddybea teddybear teddybear1 teddybear2 teejay teenaa111
teenie teensex teetee teetee1 teiubesc tekiero tekila tekken telecast telecaster telechargement telecom
telefon telefono telephon telephone telephone1 television televizor temitope temp123 temp1234 tempest templar
temple temporary temppass temppassword temptress tenchi tendulkar tenerife tennesse tennessee tennessee1
tennis tennis1 tennis12 tennis123 tenpin tenshin tenten teodora teodoro teonamaria1 tequier tequiero tequiero1
tequila tequila1 terefon terence teresa teresa1 teresita tereza terminal terminat terminator termite terran
terrance terrance1 terrapin terrell terrell1 terrence terrence1 terrier terriers terror terry1 terrys terserah
tesoro tessa1 tessie test11 test12 test123 test1234 teste123 tester tester01 tester1 testibil testing testing1
testing123 testme testpass testtest testtest1 tetris tetsuo teufel texaco texans texas1 texas100 texas12
texas123 texas2 texass thailand thailand1 thalia thanatos thankgod thanks thankyou thankyou1 thanos thatsme
the123 theatre theband1 thebear thebears12 thebeast thebeatles thebes thebest thebest1 thebomb theboss
theboss1 theboys thecat theclash thecrow thecure thedog thedon thedoors thedude theduke theedge theend
theflash theforce thegame thegame1 thegreat thegreat1 thegreat123 thejoker thekid theking theking1 thelast1
thelma theman theman1 themaster thematri thematrix theodore theodore1 theone theone1 theonly1 theraven theresa
theresa1 therese therion therock therock1 thesaint theshit theshit1 thesims thesims2 thetachi thethe thething
thetruth theused theused1 thewall thewho theworld thiago thibault thieric thierry thinker thinking thinkpad
thirdeye thirteen thirteen13 thisisit thisisme thissuck thissucks thissucks1 thistle thizz2 thomas thomas01
thomas1 thomas10 thomas11 thomas12 thomas123 thomas13 thomas2 thomas22 thomas3 thompson thompson1 thomson
thongs thorsten thrawn three3 threekids threesom thriller thug4life thuglife thuglife1 thumbnils thumbs
thumper thumper1 thunder thunder1 thunder2 thunderb thunderbird thunders thursday thx1138 tiamat tianya
tiberian tiberius tiburon tichuots ticket tickle tickler tickling ticklish ticktock tictac tiedup tiesto
tiffan tiffany tiffany1 tiffany123 tiffany2 tiger1 tiger10 tiger11 tiger12 tiger123 tiger13 tiger2 tiger22
tiger23 tiger3 tiger5 tiger7 tigercat tigerlily tigers tigers1 tigers12 tigers2 tigerwoo tigerwoods tigger
tigger! tigger01 tigger1 tigger11 tigger12 tigger123 tigger13 tigger2 tigger21 tigger22 tigger23 tigger3
tigger5 tigger69 tigger7 tightass tights tigres tigress tigrou tilly1 tim123 timber timber1 timberlake
timberland timelord timeout timepass timmy1 timmy123 timosha timothy timothy1 timoxa94 timtim tina123 tingting
tink12 tink123 tinker tinker1 tinker12 tinker2 tinkerbe tinkerbel1 tinkerbell tinkerbell1 tinkle tinman tintin
tintin1 tipper tippy1 tiptop tiramisu titan1 titanic titanic1 titanium titans titans1 titeuf titfuck tities
titine titleist titlover titman titten titties titties1 tittys tiziana tkbpfdtnf tkfkdg tkfkdgo tkfkdgo1
tkfkdgo7 tl281188t tmnet123 tmvlzj12 tnk0mk16vx toaster toasty tobias tobias1 toby123 tobydog today1 toejam
toffee together together1 toggle toilet tokiohotel toledo tolkien tolulope tom123 tomahawk tomate tomato
tomboy tombrady12 tomcat tomcat1 tommaso tommie tommy1 tommy12 tommy123 tommy2 tommyboy tomorrow tomservo
tomtom tomtom1 tonino tonton tony12 tony123 tony1234 tony13 tony20 tonya1 tonyhawk toobad toocool toohot
tookie toolbox toolman tooltime toomuch toonarmy toonces tooshort toosweet tootie tootie1 tootsie tootsie1
topbull topbutton topcat topdog topgun topgun1 tophat topher topolino topper topsecre topsecret topspin
toriamos torino tornado tornado1 toronto toronto1 torpedo torrent torres torres1 torres9 tortoise tortue
tortuga toshiba toshiba1 tosser total12scherz total90 totoro tototo tottenha tottenham tottenham1 totti10
touchdow touchme toulouse toulouse31 toutou toyota toyota1 trabajo trabalho tracer tracey tracey1 track1
tracker tracker1 trackstar1 tractor tractor1 tracy1 trader trader12 traffic trafford trailers train1 trainer
training trains traktor tralala trample trance trandafir tranny transam transam1 transexual transfor
transforme transformers transit translator transport trapdoor60 trapper trashman travail travel travel1
traveler travelle travis travis1 treacle treasure treasure1 treble trebor tree123 treefrog treehouse treetop
treflip treguier trekker tremere trent1 trenton trenton1 tresd5 tresor treu14 trevor trevor1 trfnthbyf
triangle tribal tricia tricky tricky1 tricolor trident triforce trigger trigger1 trigun trina1 trinidad
trinidad1 trinitro trinitron trinity trinity1 trinity3 trinket triple tripleh tripleh1 triplets triplex tripod
tripper trisha trisha1 triskelion tristan tristan01 tristan1 tristar tristen triton triumph trivia trivium1
trixie trixie1 trojan trojan1 trojans trojans1 trololo trombone trombone1 tronwell trooper trooper1 tropical
trouble trouble1 trouble2 trousers trout1 trouts truck1 trucker trucker1 truckers truckin trucking trucks
trucks1 trueblue truelove truelove1 truffle truffles truman trumpet trumpet1 trunks trunks1 trust1 trustme
trustn01 trustno trustno1 trustnoone truth1 tryagain tsunami ttd955audg tttttt tuangbi tuborg tucker tucker1
tucker12 tucson tudelft tuesday tuesday1 tugboat tugger tujhrf tulane tulipan tulipe tulips tunafish tundra
tuning tunisie tupac1 tupelo tuputamadre turbo1 turbos turk182 turkey turkey1 turkey50 turner turner1 turnip
turtle turtle1 turtle12 turtle2 turtles turtles1 tuxedo tweety tweety1 tweety12 tweety123 tweety13 tweety2
tweetybird twelve twelve12 twenty twenty1 twenty20 twiggy twilight twilight1 twilight12 twingo twinkie
twinkie1 twinkle twinkle1 twinkle15 twins1 twins2 twisted twisted1 twister twister1 twiztid twiztid1 twodogs
twostep ty2t1hv3oc tycoon tyler01 tyler1 tyler11 tyler12 tyler123 tyler13 tyler2 tyler3 tyler5 tylers typhoon
tyrael04 tyrant tyrone tyrone1 tyson1 tyson123 tytyty tyuiop tzir25l5kn u1v7hhh7ef u23456 u38fa39 u77789
u83xu3u83 u8t6e4 ub6ib9 ubnfhf uchenna uchiha udacha ufhvjybz ufkbyf uganda uhbujhbq uhfaabnb uhfybn8888
ukflbfnjh12 ukraina ukraine ulises ulisse ultima ultimate ultimate1 ultraman ultras ulysse umbrella umbrella1
umpire uncencored undead under18 undercover underdog underground underoath underoath1 undertak undertaker
undertow underworld unforgiven unicorn unicorn1 unicorns unique unique1 united united1 univers2l universa
universal universal1 universe universi university universo unknown unknown1 unlimited unlock unreal uphill45
upperd7 uptown upyours uqa9ebw445 uranus urlaub urmom1 ursitesux ursula usa123 usa12345 usarmy usdopaa user345
user888 username usher1 usmarine usmc0311 usnavy usuckballz1 utahjazz utjhubq utopia utvols uuuuuu uvgx8f8232
uzumaki uzumymw v12345 v123456 vacances vacation vacation1 vader1 vadimka vaffanculo vagabond vagina vagina1
vagina69 vaibhav vaishali valdemar valdepen vale46 valencia valencia1 valentin valentina valentina1 valentine
valentine1 valentino valera valeri valeria valeria1 valerie valerie1 valerio valeriya valery valhalla valkyrie
valley valley1 valleywa vampir vampire vampire1 vampires vampiro vampyre vancouve vancouver vandal vandana
vanesa vaness vanessa vanessa06 vanessa1 vanessa12 vanessa123 vanessa2 vangogh vanguard vanhalen vanhalen1
vanilla vanilla1 vanille vanille1 vantage vargas varsha varvara vascorossi vaseline vasilisa vasiliy vatoloco
vaughn vauxhall vaz21099 vbhevbh vbienrf vbifyz vbkbwbz vbkfirf vbkfyf vector vectra vedder vegas1 vegas123
vegeta vegeta1 vegita vegitta vegitto vehpbr velcro velocity velvet velvet1 vendetta venera venezia venezuel
venezuela venice venkat venom1 ventura venus1 vepsrf verbatim vergessen vergeten veri1234 veritas verity
verizon verizon1 vermont vermont1 vernon verona veronic veronica veronica1 veronika veronique versace vertigo
verygood vesper vette1 vfcnth vfczyz vfhbirf vfhbjk1801 vfhbyf vfhbyjxrf vfhbyrf vfhecz vfhnsirf vfhrbp
vfhufhbnf vfhujif vfibyf vfiekz vfitymrf vfkbyf vfksirf vflfufcrfh vfnbkmlf vfndtq vfnhbwf vfntvfnbrf vfpfafrf
vfr750 vfrcbv vfrcbvrf vfvekz vfvfgfgf vfvfvfvf vfvfvskfhfve vfvjxrf vfylfhby vh5150 viagra vibrate vicecity
vicente vickie vicky1 vicky123 victoire victor victor1 victor12 victor123 victori victoria victoria1
victoria12 victoria2 victory victory1 video1 videoes vienna vietnam vietnam1 viewsoni viewsonic viewsonic1
vijaya viking viking1 vikings vikings1 vikram viktor viktoria viktoriya villa1 village villanueva villevalo
vince1 vincen vincent vincent1 vincenzo vinicius vinnie vinnie1 vintage violator violet violet1 violeta
violetta violette violin viper1 viper12 viper123 vipergts vipers viphv5j736 virago virgil virgin virgin1
virgini virginia virginia1 virginie virgo1 viriato virtua virtual virtue1234 vishal vishnu vision vision1
vitalik vitaliy vitamin vitor1268123 vitoria vittoria vittorio vivaldi vivian vivian1 viviana viviane vivien
vivitron vjcrdf vjkjrj vjqgfhjkm vkontakte vlad1996 vladik vladimir vladislav vladvlad vodafone vodka1 voetbal
voiture voland volcano volcom volcom1 voldemort volimte volkodav volkov volkova volkswag volkswagen volley
volley1 volleyba volleyball volodin volodya voltaire voltron volume volume1 volvo1 voodoo voodoo1 vorlon
vorona vortex vostok voyage voyager voyager1 voyeur vqsablpzla vrbgqns997 vsegda vsijyjr vsjasnel12 vthctltc
vtldtlm vuc7neyu0 vulcan vulture vvvvvv vwgolf w00t88 w12101957 w12345 w123456 w123456789 w1975a w1976a w1977a
w1978a w1979a w1980a w1981a w1982a w1983a w1984a w1985a w1986a w1987a w1988a w1989a w1990a w1991a w1aubvoq
w1w2w3w4 w4g8at w5tn36alfw w5txn36alfw w66yrybgra w8woord w_pass wachtwoord waffenss waffle waffles waffles1
wagner waheguru wakeup walalang waldiw82 waldo1 walker walker1 walkman wall.e wallace wallace1 walleye wally1
walmart walmart1 walnut walrus walter walter1 wan123 wanda1 wanderer wang123 wangyut2 wanker wanker1 wanking
wannabe wanrltw wanted wanted1 wantit wapapapa wapbbs warcraft warcraft1 warcraft3 wareagle warehous wargames
warhamme warhammer warhammer1 warhawk warhol warlock warlock1 warlord warner warning warning1 warpten warren
warren1 warrior warrior1 warriors warriors1 warszawa warthog warzone wasabi wasdwasd washburn washingt
washington wasser wassup wassup1 wasted waswas watashi watcher water1 water12 water123 water2 waterboy
waterfal waterfall waterfall1 waterloo waterman watermelon waterpolo waters waters1 waterski watever watford
watson watson1 wayne1 wayne123 wazzup wdtnjr wdtnjxtr wealth weare138 weasel weasel1 weather weather1 weaver
webber webcam webhompas webhompass webmaste webmaster websol76 websolutions webster webster1 wedding wedding1
wednesda wednesday wednesday1 weeble weed12 weed123 weed13 weed420 weed69 weedman weedman1 weekend weenie
weewee weezer weezer1 weezy1 weiwei welcom welcome welcome1 welcome12 welcome123 welcome2 welder welkom
welkom01 wellhung wellingt wellington wendell wendy1 wendys wenoob wer123 werder werdna werewolf werewolf1
werner werock1 weronika weronika1992 wersdf wert123 wert1234 werter werty1 werty123 wertyu wertzu werwer
wesley wesley1 westcoast westcoast1 western western1 westham westham1 westie westlife westlife1 weston
westside westside1 westside13 westwood westwood1 wetpussy wetter wewewe weyersheim wg8e3wjf whaler whales
what123 whateve whatever whatever! whatever1 whatever12 whatever2 whatever4 whatever7 whatsup whatsup1 whatthe
whatthefuck whatthezor whatup whatup1 whatwhat wheeler wheels whiplash whiskers whiskers1 whiskey whiskey1
whisky whisper whisper1 whistler white1 whiteboy whiteboy1 whiteout whitesox whitesox1 whitetiger whitey
whitney whitney1 whkzyc whoami whoareyou whocares whocares1 whodat whoknows whoopass whopper whore1 whores
whosyourdaddy whynot whynot1 wibble wiccan wicked wicked1 widget wifey1 wiggles wiggles1 wigolf wiktoria
wilbur wildbill wildcard wildcat wildcat1 wildcats wildcats1 wildchild wildfire wildman wildone wildthing
wildwood wilfried will123 willem william william1 william11 william12 william123 william2 william2631 william3
william5 william7 williams williams1 willie willie1 willis willow willow1 willy1 willys wilson wilson1 winamp
winchest winchester windmill window window1 windows windows1 windows7 windows98 windowsxp windsor windstar
windsurf wingchun wingman wingnut wingzero winmx1 winner winner1 winners winnie winnie1 winston winston1
winter winter01 winter07 winter08 winter09 winter1 winter11 winter12 winter123 winter99 winwin winxclub
wipeout wireless wisconsi wisconsin wisdom wisdom1 wiseguy wiseman wishbone wishbone1 wizard wizard1 wizards
wizzard wm0001 woaini woaini123 woaini1314 woaini520 woaiwojia wobble wojtek wolf123 wolf359 wolfen wolfgang
wolfgang1 wolfie wolfman wolfman1 wolfpac wolfpack wolfpack1 wolverin wolverine wolverine1 wolves wolves1
wolvie womans wombat wonder wonder1 wonderboy wonderfu wonderful wonderful1 wonderland wonderwoman wonton
woodie woodland woodstoc woodstock woodstock1 woodwork woody1 woofer woofwoof woohoo wookie wordlife wordpass
wordpass1 wordup working working1 world1 worldcup wormix worship worship1 woshishui woshiyazi wow123 wow12345
wowser wowwow wp2003wp wpcakir264 wraith wrangler wrangler1 wrasloco11 wrench wrestle wrestle1 wrestler
wrestler1 wrestlin wrestling wrestling1 wright wrigley wrinkle1 wrinkles writer wsbe279qsg wsxedc wsxqaz
wsxzaq wtf123 wtpfhm wubin007 wutang wutang1 ww111111 ww651118 wwe123 wwe619 www111 www123 wwwwww wwwwwww
wwwwwwww wxcvbn wyatt1 wyoming wysiwyg wyvern wz362308 x12345 x123456 x3luym2mmj x4ivyga51f x72jhhu3z
x99qomx561 xanadu xander xander1 xantia xantria10315 xavier xavier1 xaxaxa xblhintb9w xbonesx xbox360 xboxlive
xdqwerty xerxes xfactor xfiles xiang123456 xiaoxiao xige5516726 ximena xlsl9963 xoxoxo xrated xred4654
xsw21qaz xt97794xt xterra xthtgfirf xtreme xtseo2011tdx xxx123 xxx666 xxx777 xxxpass xxxxx1 xxxxxx xxxxxx1
xxxxxxx xxxxxxxx xxxxxxxxxx xxxzzz xytfu7 xyz123 y123456 y23456 y6p67ftrqj yaallah yackwin yagjecc826 yahoo!
yahoo.com yahoo1 yahoo100 yahoo12 yahoo123 yahoo2 yahoomail yahooo yahweh yamaha yamaha1 yamaha125 yamahar1
yamahar6 yamato yancai yandex yandi20080527 yangyang yankee yankee1 yankees yankees1 yankees13 yankees2
yankees23 yankees7 yanks1 yannick yanyan yaoiisgrand yardbird yaroslav yasemin yasmin yasmin1 yasmina yasmine
yasmine1 yassine yayaya ybccfy ybrbnf ybrbnjc ybrjkfq yeahbaby yeahyeah year2005 yecgaa yellow yellow! yellow1
yellow11 yellow12 yellow123 yellow13 yellow2 yellow22 yellow3 yellow5 yellow7 yellowcard yemi19900911 yendor
yes123 yesenia yesenia1 yeshua yessir yesterda yesterday yesyes yfafyz yfcn.if yfcntyf yfcntymrf
yfdbufnjh10305070 yfdbufnjh63 yfhenj yfnfif yfnfirf yfnfitymrf yfnfkb yfnfkbz yfnfkmz yfz450 yggdrasil4
yinyang yitbos yjdsqgfhjkm yjdsqujl yngwie yogesh yogibear yolanda yolanda1 yomama yomama1 yomamma1 yomisma
yomismo yomomma yomomma1 yop7s55 yorkie yorkshir yorktown yosemite yoshi1 you123 youandme youandme1 youbye123
youknow youknow1 young1 youngmoney youporn yourgay1 yourmama yourmom yourmom! yourmom1 yourmom123 yourmom2
youssef yousuck yousuck1 yousuck2 youtube youtube1 youyou yoyo12 yoyo123 yoyoma yoyoyo yoyoyo1 yoyoyoyo
ytngfhjkz ytrewq ytreza ytrhjvfyn ytyfdbcnm yu5l97wk8q yuantuo2012 yugioh yugioh1 yuliya yummy1 yumyum yumyum1
yvette yvette1 yvonne yvonne1 yvonne90 yxcvbn yxcvbnm yyyyyy yyyyyy1 yzerman z00000 z0102030405 z12345 z123456
z1234567 z123456789 z1x2c3 z1x2c3v4 z1x2c3v4b5 zac123 zacatecas1 zacefron zacefron1 zachary zachary1 zack123
zag12wsx zainab zakaria zalupa zamboni zamora zander zander1 zanzibar zapata zaphod zappa1 zapper zaq123
zaq12345 zaq12wsx zaq1xsw2 zaq1xsw2cde3 zaq1zaq1 zaqwsx zaqwsxcde zaqxsw zaqxsw12 zaqxswcde zaqzaq zaragoza
zaraza zardoz zarina zasada zavilov zaxscd zaxscdvf zazaza zbychlas zcxfcnkbdf zealots zebra1 zebra123 zebras
zebulon zelda1 zenith zephyr zeppelin zeppelin1 zepplin zero00 zero123 zerocool zerozero zesh1412 zeynep
zhang123 zhd741220 zhenya zhjckfd zhou1980 zhuang zidane zidane10 ziggy1 ziggy123 zigzag zildjian zimbabwe
zimmer483 zinger zipper zipper1 zippy1 zlatan zmx870919123 zodiac zoe123 zoey101 zoloto zolushka zombie
zombie1 zombies zoomer zoomzoom zooropa zoosk1 zooyork1 zorglub zorro1 zouzou zsazsa zvezda zwickau zx123456
zxasqw zxasqw12 zxc123 zxc123456 zxc123zxc zxc841219 zxcasd zxcasd123 zxcasdqwe zxcasdqwe123 zxccxz zxcv12
zxcv123 zxcv1234 zxcvasdf zxcvb1 zxcvb123 zxcvb12345 zxcvbn zxcvbn1 zxcvbn123 zxcvbnm zxcvbnm0 zxcvbnm1
zxcvbnm12 zxcvbnm123 zxcvbnm: zxcvvcxz zxcvzxcv zxczxc zxczxczxc zxzxzx zydfhm zyjxrf zz8807zpl zzs000000
zzxxcc zzz111 zzz123 zzzxxx zzzzz1 zzzzzz zzzzzz1 zzzzzzz zzzzzzzz zzzzzzzzzz йцукен любовь пароль привет
пїѕпїѕпїѕпїѕ пїѕпїѕпїѕпїѕпїѕ пїѕпїѕпїѕпїѕпїѕпїѕ пїѕпїѕпїѕпїѕпїѕпїѕпїѕ пїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕ
пїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕ пїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕ пїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕпїѕ
"""
