package ui

import "strings"

// Tissue is the coloured paper of an occasion: the ground behind a bouquet, and on
// that bouquet's page the colour of whatever is chosen.
type Tissue string

// The tissues. Plain is for whatever has no occasion.
const (
	Plain       Tissue = "plain"
	Amor        Tissue = "amor"
	Cumple      Tissue = "cumpleanos"
	Gracias     Tissue = "gracias"
	Mama        Tissue = "mama"
	Nacimiento  Tissue = "nacimiento"
	Condolence  Tissue = "condolencias"
	Navidad     Tissue = "navidad"
	Corporativo Tissue = "corporativo"
)

var tissues = map[Tissue]bool{
	Plain: true, Amor: true, Cumple: true, Gracias: true, Mama: true,
	Nacimiento: true, Condolence: true, Navidad: true, Corporativo: true,
}

var unaccent = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ñ", "n")

// TissueOf reads the tissue that an occasion names, with or without accents; an
// unknown one is Plain.
func TissueOf(name string) Tissue {
	t := Tissue(unaccent.Replace(strings.ToLower(name)))
	if tissues[t] {
		return t
	}
	return Plain
}

// Solemn tissues take no tilt, no exclamation and no offer.
func (t Tissue) Solemn() bool { return t == Condolence }

func (t Tissue) name() string {
	if t == "" {
		return string(Plain)
	}
	return string(t)
}
