package drawing

import "testing"

func TestShadeAndTintKeepToTheIdentity(t *testing.T) {
	for _, name := range Colours() {
		tone := tonesOf(name)
		if l := tone.base.luma(); l > .15 {
			if cut := 1 - tone.shade.luma()/l; cut < .145 || cut > .205 {
				t.Errorf("%s: the shade takes %.1f %%", name, cut*100)
			}
		}
		if l := tone.base.luma(); l <= whiteLuma {
			if lift := (tone.tint.luma() - l) / (1 - l); lift < .16 || lift > .22 {
				t.Errorf("%s: the tint gives %.1f %%", name, lift*100)
			}
		} else if tone.tint.luma() >= l || tone.tint.luma() <= tone.shade.luma() {
			t.Errorf("%s: a white's tint must lie between it and its shade", name)
		}
	}
}

func TestHexIsAsShortAsItMayBe(t *testing.T) {
	for c, want := range map[colour]string{0xffffff: "#fff", 0x00aa11: "#0a1", 0x221726: "#221726", 0x000001: "#000001"} {
		if got := c.hex(); got != want {
			t.Errorf("%06x: %s, want %s", uint32(c), got, want)
		}
	}
}

func TestUnknownColourIsWhite(t *testing.T) {
	if tonesOf("octarine") != tonesOf("white") {
		t.Error("an unknown colour is not white")
	}
}
