package auth

import "strings"

// isCommon tells whether a password, in lower case, is among those that every
// guesser starts with: the longest-lived entries of public lists of leaked
// passwords with eight characters or more, their Spanish kin, and the shop's own name.
// One of them with digits or marks put at its end is no better.
func isCommon(lower string) bool {
	if common[lower] || oneLetter(lower) {
		return true
	}
	stem := strings.TrimRight(lower, "0123456789!.*#$@_-")
	return commonStem[stem]
}

func oneLetter(s string) bool { return s != "" && strings.Trim(s, s[:1]) == "" }

var common = setOf(`
12345678 123456789 1234567890 12345678910 123123123 87654321 987654321 0987654321 11223344
1q2w3e4r 1q2w3e4r5t 1qaz2wsx q1w2e3r4 zaq12wsx qwer1234 1234qwer asdf1234 abcd1234 a1b2c3d4
abc12345 abcdefgh qwertyui qwertyuiop asdfghjk asdfghjkl zxcvbnm1 zxcvbnm123 12341234 13131313
12121212 10203040 01234567 147258369 159357456 789456123 741852963 p@ssw0rd p@ssword passw0rd
letmein1 iloveyou1 sunshine1 football1 baseball1 superman1 princess1 computer1 whatever1 trustno1
teamo123 tequiero1 holahola hola1234 chile123 chile2024 chile2025 chile2026 santiago1`)

var commonStem = setOf(`
password passwort contraseña contrasena contrasenia qwerty qwertyuiop admin administrador administrator
iloveyou sunshine princess football baseball superman starwars welcome bienvenido bienvenida
dragon monkey master letmein whatever computer internet samsung pokemon teamo tequiero amorcito
colocolo universidad santiago valparaiso mariposa princesa estrella angelito corazon alejandra
floresvictoria flores florista floreria victoria secreto secret changeme default guest usuario`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}
