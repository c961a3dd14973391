"""Hashes of one password, each made by the implementation that shops have it from.

- WordPress: PHP 8.2.36; before 6.8 by the `class-phpass.php` of WordPress 6.1.9, from 6.8 on as its
  `wp_hash_password` does: `'$wp' . password_hash(base64_encode(hash_hmac('sha384', trim($password),
  'wp-sha384', true)), PASSWORD_BCRYPT)`. phpBB: passlib 1.7.4.
- Magento: `hash`, `password_hash` and libsodium of PHP and of PyNaCl 1.6.2, called as its `Encryptor` does.
- Django 5.2.19 with its own hashers: `make_password(password, hasher=name)`.
- LDAP: `slappasswd -h '{scheme}'` of OpenLDAP 2.5 with its modules `pw-sha2`, `pw-pbkdf2` and `argon2`;
  `{CRYPT}` passlib 1.7.4, `{BCRYPT}` passlib 1.7.4. Costs of bcrypt are low, to save time.
- Firebase: npm's `firebase-scrypt` 2.2.0, and the example of Firebase's own repository.
- scrypt with keys of 64 bytes: `crypto.scryptSync` of Node 20.
"""

PASSWORD = "Grüße an Zoë 1"
"""Not in ASCII, since implementations agree on that too easily."""

FIREBASE_SIGNER_KEY = (
    "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA=="
)
_SALT_32 = "0o1ICsF2WcIcqIVeT8S2E72ggi9jzSVy"

STRONG = {
    "WordPress 6.8": "$wp$2y$05$KtFpNc7pCpCWpTZL0shsWuHAZCm5Vml2Pz/r30nZHH5CHltNweBQO",
    "WordPress 6.1": "$P$BPv7OCilizFua4GsYd9H1yhuy4v6dL0",
    "phpass, 65,536 rounds": "$P$EPgvGuNIwKy9Vi872EDqxZtRCPTF7H0",
    "phpBB": "$H$934TsQpdwWd7Vp2R38LE7q3MrC2Q8h/",
    "Magento 2, Argon2id": (
        "79f3e4895cd6301326f41b9c5e7212d8a1b5cc506919f7fe4e34638789b9be71:8qnyO4H1OYIfGCUb:2"
    ),
    "Magento 2, Argon2id with a salt of two letters": (
        "e7a1ea6b0288955c2c56ef52f77d85c341478593479d012dc27bcb45ed995ce4:PP:2"
    ),
    "Magento 2, Argon2id with its costs": (
        f"38f668d3004a49b6a312373ccd114af74114e7767cfab6cdb0844c4716b163fe:{_SALT_32}:3_32_2_67108864"
    ),
    "Magento 2, SHA-256 upgraded to Argon2id": (
        f"4d0eec1751ca4ae8c8cb421595360ace462083aa80c9d063ce73ca224fdb0d6a:{_SALT_32}:1:3_32_2_67108864"
    ),
    "Magento 1.9.4": "$2y$05$PviM7V.0.zW0CoX3Ulvp.O1/e513FO.klGUHw3hwi.4E6iwVS8/LO",
    "Magento 2, of Magento 1.9.4": "$2y$05$PviM7V.0.zW0CoX3Ulvp.O1/e513FO.klGUHw3hwi.4E6iwVS8/LO:0",
    "Magento 2, of Magento 1.9.4 without a salt": (
        "$2y$05$PviM7V.0.zW0CoX3Ulvp.O1/e513FO.klGUHw3hwi.4E6iwVS8/LO::1"
    ),
    "Django, PBKDF2": (
        "pbkdf2_sha256$1000000$MOPlORMf2axEfwLDKKOh9w$7/idFFLDSrDDWYIUtw/lU6fXlP+9GIbv/oeiTb8jw34="
    ),
    "Django, PBKDF2 with SHA-1": "pbkdf2_sha1$20000$abUq7g8Pr0O9EObQbJrKxF$OgRnQu0FX1Fdx2rqAvYSic9+1n4=",
    "Django, Argon2id": (
        "argon2$argon2id$v=19$m=102400,t=2,p=8$c1Iwa2VQOUp6WmlOUEVNWVp5OW1PYg"
        "$w4B0p1Rqs4Ov8umxcviEwdTeRsuiD/qb4oPFD22JI04"
    ),
    "Django, bcrypt over SHA-256": (
        "bcrypt_sha256$$2b$05$nsWjLjzwJnNze0GPK.t5ouDEElkzsK72trYNs8O/WzkIYF5.2sHiS"
    ),
    "Django, bcrypt": "bcrypt$$2b$05$uIS3n0J.6nWmXYqXnkc9ienH8QRxCZxxhe/mNbLs1qmMartwtoVGK",
    "Django, scrypt": (
        "scrypt$16384$Vog5SidR1zwc1hMcHo0K0w$8$5"
        "$3RV+5pJidxeORYDSB5LU2Rvp2HdxHXkl2OSv/B4CuwHYQ/t8xScQD3FcbIxQkr0FUToc/fx3OaCT5672aFC3Ww=="
    ),
    "OpenLDAP, PBKDF2": (
        "{PBKDF2-SHA256}10000$lFqDXU3k2R6uubCggM1e2w$b5TIYd7eJclz/xaVckoMsAJewqjGWnjqiNwQ6.vj/iM"
    ),
    "OpenLDAP, PBKDF2 with SHA-512": (
        "{PBKDF2-SHA512}10000$mVTi8rRXswD1UPmohb84Cw"
        "$Sfrv9ktjI9Qo7Ok3RngUlGQKkaH2VaBLGdnEoj1NKceFnVB03Tci7cB/ZEhscpxnPWVwYB3kf70MD2F.rhqo5g"
    ),
    "OpenLDAP, Argon2": (
        "{ARGON2}$argon2i$v=19$m=4096,t=3,p=1$Ip6BVK5SiQclZSYm/ohVEA$wvz9hQv4a9eFmC/VkuYGTp4atYAfKrOwofL0Feb8sP0"
    ),
    "LDAP, crypt": "{CRYPT}$2b$05$i8LHtCo9xu8pZE8ppAUNJOfsFB0MV8VPoXA9cuuLAYk05/7zhgy2C",
    "LDAP, bcrypt": "{BCRYPT}$2b$05$Idh/u8VogmD8UHWQpJ35AuLDFuuE9s6b4erALkWs/W1vcYQye1Esy",
    "Firebase": (
        "$firescrypt$ln=14,r=8,p=1$IL14mopDYYe6nw=="
        "$FsrzHG2bo/gEm4mv5nZnhSh3dekmWVG3oMqBevrXeFHDXpra+79kdCDKj0sn1vAzJufVtZSmDdSlX84CrwfyJw=="
        f"$Bw==${FIREBASE_SIGNER_KEY}"
    ),
    "scrypt with a key of 64 bytes": (
        "$scrypt$ln=14,r=8,p=1$YSBzYWx0IG9mIG5vZGUuanM"
        "$JjhYlcOp9KkjDr/yIbcu3HdZp2Mt/EIacDOUABA1LmqX/AfN/awmALPZKZ/tdtBHIEiLTXtZcSc5LomAXdfBuQ"
    ),
}
"""Hashes that are kept until the customer logs in."""

WEAK = {
    "Magento 1, MD5": "37534ae41038d1f0de7f172cf507b93a:PP",
    "Magento 1, SHA-512": (
        "d6a3b38177515cd4bf548b6074137ebec391b5d7186639c7950421fbcd57ef58"
        f"68c17adf4103308205542531d225cc6ab704be4ddc738812dad94dc0a411df03:{_SALT_32}"
    ),
    "Magento 2, MD5": "1a0575fe523300b877d17657d0fa043b:8qnyO4H1OYIfGCUb:0",
    "Magento 2, MD5 without a salt": "42c87f60070040541bdbf8a2b2c90d16:0",
    "Magento 2, SHA-256": f"59804e1ef1b79b7392127a03052cbee9b8112d4fd741623ce2472085dcfb78ff:{_SALT_32}:1",
    "Magento 2, MD5 upgraded to SHA-256": (
        f"fb4dbc16ba24cd5b72062dea090fee78afe264495b9c1446e835b1478c5c62b6:{_SALT_32}:0:1"
    ),
    "Django, MD5": "md5$Ehafax7JbvfFPMLheGEjkI$41205f5934de684f11f730a9b1340d12",
    "OpenLDAP, MD5": "{MD5}Qsh/YAcAQFQb2/iisskNFg==",
    "OpenLDAP, SHA-1": "{SHA}2noFa6i3nYi3wj2YOR1YtUxcYks=",
    "OpenLDAP, salted MD5": "{SMD5}VCYHp1pUgV9Wf70yEEUb/SilETY=",
    "OpenLDAP, salted SHA-1": "{SSHA}JFfJCDgNTVEgTgu4H+wAQpRkCxJXI3Qm",
    "OpenLDAP, SHA-256": "{SHA256}ILR2Uw73ezbEaIy5YrVpPNnOb4McoHk6pK9lshas4TY=",
    "OpenLDAP, SHA-512": (
        "{SHA512}bwZ1yobShcBKmLt/4TFXCDvSF5iW41Lj+N4danqQcYY1vpNSU2JnOylfe9eXdQLCdFFzh+huk/kGzqjco1C59A=="
    ),
    "OpenLDAP, salted SHA-256": "{SSHA256}npgMD3B+DCXnIgo4rk1h0y7mZ+nbko/AmVkzaj/EDJvzHQlU0FhZsw==",
    "OpenLDAP, salted SHA-384": (
        "{SSHA384}o1uFe1aZFxsLKKx7s/mFUpNZSR8UzooI/IbZ2yfaD+JQj53NrXltQpZ29wLmx458G4BliZ7mX3w="
    ),
    "OpenLDAP, salted SHA-512": (
        "{SSHA512}hJxRa+jG+7+R+B1KQjL5Hsh+y4kR1xpQq93ry6D1JL5NHR71uJjWjdq+dOfkZBbQrQoygNI6udky5AnAfF+3SI8z+lljRkeZ"
    ),
    "MD5 alone": "42c87f60070040541bdbf8a2b2c90d16",
    "SHA-1 alone": "DA7A056BA8B79D88B7C23D98391D58B54C5C624B",
}
"""Hashes of one round, whose passwords anybody who has them finds by trying."""

FIREBASES_OWN = (
    "user1password",
    (
        "$firescrypt$ln=14,r=8,p=1$42xEC+ixf3L2lw==$"
        "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ=="
        f"$Bw==${FIREBASE_SIGNER_KEY}"
    ),
)
