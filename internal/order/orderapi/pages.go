package orderapi

// The pages that a payment leads a buyer's browser to. The shop serves them; the
// return page calls Return with the token of its query.
const (
	SandboxPath = "/pago/sandbox/" // and the token
	ReturnPath  = "/pago/retorno"  // ?token=
)
