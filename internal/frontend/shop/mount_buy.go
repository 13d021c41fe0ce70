package shop

import (
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/order/orderapi"
)

// mountBuy adds the pages that lead from the bag to the flowers and what is said of them.
func mountBuy(site *web.Site, s *pages) {
	site.Page("GET /bolsa", s.bag)
	site.Page("POST /bolsa", s.addToBag)
	site.Page("POST /bolsa/lineas/{sku}", s.setLine)
	site.Page("POST /bolsa/lineas/{sku}/quitar", s.removeLine)

	site.Page("GET /pago", s.checkout)
	site.Page("POST /pago", s.checkoutPosted)

	site.Page("GET "+orderapi.SandboxPath+"{token}", s.sandbox)
	site.Page("POST "+orderapi.SandboxPath+"{token}", s.sandboxDecide)
	site.Page("GET "+orderapi.ReturnPath, s.payReturn)

	site.Page("GET /pedido/abrir", s.orderOpen)
	site.Page("GET /pedido/{number}", s.order)
	site.Page("POST /pedido/{number}/pagar", s.orderPay)
	site.Page("GET /pedido/{number}/anular", s.orderCancel)
	site.Page("POST /pedido/{number}/anular", s.orderCancelled)
	site.Page("GET /seguimiento", s.track)
	site.Page("POST /seguimiento", s.tracked)

	site.Page("GET /opinar", s.reviewOpen)
	site.Page("GET /opinar/{number}", s.review)
	site.Page("POST /opinar/{number}", s.reviewed)
}
