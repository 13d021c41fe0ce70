package contract

import "net/http"

// Forward serves an operation by a handler that knows nothing of its types: what a
// door does with the operations of the services behind it.
func (r *Router) Forward(op *Op, h http.Handler) {
	if op.Internal() {
		panic(op.String() + " is internal: no door routes it")
	}
	r.mux.Handle(op.Method+" "+op.Path, http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		Routed(req.Context(), op.ID())
		h.ServeHTTP(w, req)
	}))
}

// Page serves a path of the door's own, such as the document of the API.
func (r *Router) Page(pattern string, h http.Handler) { r.mux.Handle(pattern, h) }
