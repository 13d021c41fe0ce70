package product

import (
	"context"
	"time"

	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/product/productapi"
)

// audit shows the books of every SKU, the holds behind them and what is unpublished.
func (s *Service) audit(ctx context.Context, _ *contract.None) (*productapi.Audit, error) {
	stocks, err := s.store.Stocks(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	holding, err := s.store.Holding(ctx)
	if err != nil {
		return nil, err
	}
	pending, err := s.store.Unpublished(ctx)
	if err != nil {
		return nil, err
	}
	out := &productapi.Audit{
		Stock: make([]productapi.StockAudit, len(stocks)), Holds: make([]productapi.Hold, len(holding)), Outbox: int(pending),
	}
	for i, st := range stocks {
		out.Stock[i] = productapi.StockAudit{SKU: st.SKU, Initial: st.Initial, Movements: st.Moved, OnHand: st.OnHand, Held: st.Held, Consumed: st.Consumed}
	}
	for i := range holding {
		out.Holds[i] = *holding[i].hold()
	}
	return out, nil
}
