// Package contract makes three things of one Go value: the server's handler, the
// client's call and the OpenAPI document.
//
//	var Get = contract.Get[ByNumber, Order]("/api/orders/{number}", contract.Owner)
//
//	contract.Handle(router, orderapi.Get, s.get)   // serves and validates
//	out, err := orderapi.Get.Call(ctx, conn, &in)  // calls
//
// An input is a struct: fields tagged path, query or header are parameters, the
// field Body is the JSON body. An output is the JSON body itself, or a struct with
// a field Body, and header fields and an int field Status beside it. Validation is said
// in huma's tags (minimum, maxLength, enum, format, …). Call and Handle read one
// description of each type, worked out once, so they cannot disagree.
//
// Every refusal is a problem.Problem, and arrives at the caller as one.
package contract
