package order

import (
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
)

// Routes serves every operation of the contract.
func (s *Service) Routes(r *contract.Router) {
	contract.HandleCached(r, orderapi.Zones, func(*contract.None) string { return s.zonesTag }, s.listZones)
	contract.Handle(r, orderapi.Ask, s.ask)

	contract.Handle(r, orderapi.Place, s.place)
	contract.Handle(r, orderapi.Get, s.get)
	contract.Handle(r, orderapi.Mine, s.mine)
	contract.Handle(r, orderapi.Track, s.track)
	contract.Handle(r, orderapi.Open, s.open)
	contract.Handle(r, orderapi.Cancel, s.cancel)

	contract.Handle(r, orderapi.Pay, s.pay)
	contract.Handle(r, orderapi.Return, s.back)
	contract.Handle(r, orderapi.Sandbox, s.sandboxPage)
	contract.Handle(r, orderapi.SandboxDo, s.sandboxDecide)

	contract.Handle(r, orderapi.Search, s.search)
	contract.Handle(r, orderapi.Today, s.board)
	contract.Handle(r, orderapi.Move, s.move)
	contract.Handle(r, orderapi.Refund, s.refund)

	contract.Handle(r, orderapi.VerifyLink, s.verifyLink)
	contract.Handle(r, orderapi.AuditOrders, s.audit)
}
