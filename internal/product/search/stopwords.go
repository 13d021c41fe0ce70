package search

// isStopWord says whether a folded word carries no meaning in either language. Words that are a
// preposition in one language and a thing that florists sell in the other are not here.
func isStopWord(word string) bool {
	switch word {
	case "a", "al", "ante", "bajo", "con", "cual", "cuando", "de", "del", "desde", "e", "el", "ella",
		"ellas", "ellos", "en", "entre", "era", "es", "esa", "esas", "ese", "eso", "esos", "esta",
		"estas", "este", "esto", "estos", "fue", "ha", "hacia", "han", "hasta", "hay", "la", "las",
		"le", "les", "lo", "los", "me", "mi", "mis", "muy", "nos", "nuestra", "nuestras", "nuestro",
		"nuestros", "o", "para", "pero", "por", "que", "quien", "se", "ser", "si", "sin", "sobre",
		"son", "su", "sus", "tambien", "te", "ti", "tu", "tus", "u", "un", "una", "unas", "uno",
		"unos", "y", "ya", "yo",
		"an", "and", "are", "as", "at", "be", "but", "by", "for", "from", "her", "him", "his", "i",
		"in", "is", "it", "its", "my", "of", "on", "or", "our", "s", "some", "that", "the", "their",
		"them", "these", "they", "this", "to", "was", "we", "with", "you", "your":
		return true
	}
	return false
}
