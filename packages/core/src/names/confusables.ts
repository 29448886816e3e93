/**
 * Letters and digits that look like Latin ones: Unicode's table of confusable characters (UTS #39)
 * without those that compatibility decomposition covers, with the small capitals and Latin letters
 * that differ from a plain one by a stroke, hook, loop or turn. Each line has the plain character,
 * then the code points that look like it.
 */
const table = `
2 a75a 1a7 3e8 a644 14bf a6ef 1bb
3 a7ab 21c 1b7 a76a 2ccc 417 4e0 16f3b 118ca 498
4 13ce 118af
5 1bc 118bb
6 2cd2 431 13ee 118d5
7 104d2 118c6
8 9ea a6a 1e8cb 223 222 1031a
9 a67 b68 9ed d6d a76e 2cca 118cc 118ac 118d6
A 391 410 13aa 15c5 a4ee 16f40 102a0 245 28c 39b 2c80 15e9 1d27 23a 2c6f a7ba
AA a732
AE c6 4d4 a79a
AO a734
AU a736
AV a738 a73a
AY a73c
B a7b4 392 412 13f4 15f7 a4d0 10282 102a1 10301 df a796
C 118f2 118e9 3a3 2ca4 421 13df a4da 102a2 10302 10415 1051c 4aa 187 a73e a792 a7c4
D 13a0 15de 15ea a4d3 110 d0 189 a779 a7c7
E 395 415 2d39 13ac a4f0 118a6 118ae 10286 246 190
F a798 3dc 15b4 a4dd 118c2 118a2 10287 102a5 10525 191 a77b
G 50c 13c0 13f3 a4d6 1e4 a77d a7a0
H 397 2c8e 41d 13bb 157c a4e7 102cf 43d 2c67 4a2 126 4c9 4c7 a78d
I a7bc
J a7b2 37f 408 13ab 148d a4d9 248
K 39a 2c94 41a 13e6 16d5 a4d7 10518 2c69 49a a740 49e a742 a744 a7a2 a7b0
L 2cd0 13de 14aa a4e1 16f16 118a3 118b2 1041b 10526 141 2c60 a746 a748 a780 a7ad
LL 1efa
M 39c 3fa 2c98 41c 13b7 15f0 16d6 a4df 102b0 10311 4cd
N 39d 2c9a a4e0 10513 19d a790 a7a4
O 7c0 9e6 b66 3007 114d0 118e0 39f 2c9e 41e 555 2d54 12d0 b20 104c2 a4f3 118b5 10292 102ab 10404 10516 d8 2d41 19f a74a 3b8 398 4e8 472 2d31 13be 13eb 186 a74c
OE 152 a79c
OO a74e a698
P 3a1 2ca2 420 13e2 146d a4d1 10295 a750 a752 a754
Q 2d55 a756 a758
R 1a6 13a1 13d2 104b4 1587 a4e3 16f35 a782 a7a6
S 405 54f 13d5 13da a4e2 16f3a 10296 10420 2c7e a784 a7a8 a7c9
T 3a4 2ca6 422 13a2 a4d4 16f0a 118bc 10297 102b1 10315 23e 1ae 4ac 166 a786 a7b1
T3 a728
U 54d 1200 104ce 144c a4f4 16f42 118b8 244 13cc a7b8 a7be
V 667 6f7 474 2d38 13d9 142f a6df a4e6 16f08 118a0 1051d 1efc a75e
W 118ef 118e6 51c 13b3 13d4 a4ea 2c72
X 10322 118ec a7b3 3a7 2cac 425 2d5d 16b7 a4eb 10290 102b4 10317 10527 4b2
Y 3a5 2ca8 423 4ae 13a9 13bd a4ec 16f43 118a4 102b2 24e 4b0
Z 102f5 118e5 396 13c3 a4dc 118a9 1b5 224 2c6b 2c7f a7c6
a 251 3b1 430 1d00 250 1d8f 2c65 a7bb
aa a733
ae e6 4d5 1d02 a79b
ao a735
au a737
av a739 a73b
ay a73d
b 184 42c 13cf 15af 253 183 182 411 180 48d 48c 463 462 299 1d6c 1d80 a797
bl 42b
c 1d04 3c2 2ca5 441 abaf 1043d 23c 4ab 188 255 2184 a73f a793 a794 1df1d
d 501 13e7 146f a4d2 257 256 18c 111 1d05 221 1d6d 1d81 1d91 a77a a7c8
dz 2a3
e ab32 435 4bd 247 4bf 1d07 1dd 259 258 25b 1d92 1d93 2c78 ab33 ab34
f ab35 a799 1e9d 584 192 1d6e a730 1d82 a77c 493
g 261 1d83 18d 581 260 1e5 262 1d77 1d79 a7a1 ab36
h 4bb 570 13c2 266 a695 13f2 127 45b 29c 265 2ae 2af a795
i 131 26a 269 3b9 456 a647 4cf ab75 13a5 118c3 268 1d7b 1d7c 1d09 1d96 a7bd 1df1a
j 3f3 458 249 1d0a 237 25f 284
k 199 1d0b 29e 1d84 a743 a745 a7a3 1df03
l 661 6f1 10320 1e8c7 196 1c0 399 2c92 406 4c0 5d5 5df 627 7ca 2d4f 16c1 a4f2 16f28 1028a 10309 142 26d 197 19a 26b 29f 234 26c 1d85 2c61 a747 a749 a781 a78e ab37 ab38 ab39 1df11 1df13
lO 42e
ll 1c1 5f0 1efb
ls 2aa
lz 2ab
m 1d0d 270 1d86 ab3a
n 578 57c 273 19e 3b7 1d70 274 43f 3c0 e17 e20 e01 235 1d87 a791 a7a5 ab3b
o 966 a66 ae6 be6 c66 ce6 d66 e50 ed0 1040 665 6f5 1d0f 1d11 ab3d 3bf 3c3 2c9f 43e 10ff 585 5e1 647 6be 6c1 6d5 d20 101d 104ea 118c8 118d7 1042c 6ff f8 ab3e 275 a74b 4e9 473 ab8e abbb ab74 254 1d13 1d97 2c7a a74d ab3f 1df1b
oe 153 1d14 a79d ab41 ab42 ab62
oo a74f a699
p 3c1 2ca3 440 1a5 1d7d 1d18 1d71 1d88 a751 a753 a755
q 51b 563 566 2a0 a7af 24b a757 a759
r ab47 ab48 1d26 2c85 433 ab81 27d 27c 24d 1d72 280 279 27a 27b 27e 27f 1d73 1d89 2c79 a783 a7a7 ab49 ab4b ab4c ab68 1df08 1df15 1df16
rn 118e3 11700 271 1d6f
s a731 1bd 455 abaa 118c1 10448 282 1d74 23f 1d8a a785 a7a9 a7ca 1df1e
t 1ad 167 1d75 1d1b 1ab 236 287 a787 1df09 1df0d
tf a777
ts 2a6
u a79f 1d1c ab4e ab52 28b 3c5 57d 104f6 118d8 1d7e ab9c 1d1d 1d99 a7b9 a7bf
ue 1d6b
uo ab63
v 1d20 3bd 475 5d8 11706 aba9 118c0 1efd 2c71 2c74 a75f
w 26f 1d21 461 51d 561 1170a 1170e 1170f ab83 114c5 a761 28d 2c73
x 445 1541 157d 1d8d ab56 ab57 ab58 ab59
y 263 1d8c 28f 1eff ab5a 3b3 443 4af 10e7 118dc 1b4 24f 4b1 28e 1df06
z 1d22 ab93 118c4 290 1b6 225 1d76 240 291 1d8e 2c6c
`;

/** The plain character for each of these characters. */
export const confusables: ReadonlyMap<string, string> = new Map(
  table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [like = '', ...points] = line.split(' ');
      return points.map(
        (point) => [String.fromCodePoint(Number.parseInt(point, 16)), like] as const,
      );
    }),
);
