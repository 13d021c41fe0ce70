package notification

import (
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/notification/words"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// ofMessage repeats nothing of the message: anybody may have written it in the
// name of that e-mail.
func ofMessage(w contactapi.Written) *draft {
	if w.Email == "" {
		return nil
	}
	return &draft{To: w.Email, Lang: w.Lang, Facts: words.Facts{Name: greeted(w.Name), Message: &words.Message{Number: w.Number}}}
}

func ofMessageToStaff(w contactapi.Written) *draft {
	return &draft{Facts: words.Facts{Message: &words.Message{
		ID: w.ID, Number: w.Number, Category: w.Category, Name: w.Name, Email: w.Email, Text: w.Text,
	}}}
}

func ofReply(r contactapi.Replied) *draft {
	if r.Email == "" {
		return nil
	}
	return &draft{To: r.Email, Lang: r.Lang, Facts: words.Facts{Name: greeted(r.Name), Message: &words.Message{
		Number: r.Number, Text: r.Text, Reply: r.Reply,
	}}}
}

func ofStock(l productapi.StockLevel) *draft {
	return &draft{Facts: words.Facts{Stock: &words.Stock{
		SKU: l.SKU, Name: l.Name.In(words.ES), Size: l.Size, Available: l.Available, LowAt: l.LowAt,
	}}}
}
