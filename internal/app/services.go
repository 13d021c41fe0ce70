package app

import (
	"floresvictoria.cl/flores/internal/auth"
	"floresvictoria.cl/flores/internal/auth/authapi"
	"floresvictoria.cl/flores/internal/cart/cartapi"
	"floresvictoria.cl/flores/internal/contact"
	"floresvictoria.cl/flores/internal/contact/contactapi"
	"floresvictoria.cl/flores/internal/notification"
	"floresvictoria.cl/flores/internal/notification/notificationapi"
	"floresvictoria.cl/flores/internal/order"
	"floresvictoria.cl/flores/internal/order/orderapi"
	"floresvictoria.cl/flores/internal/platform/contract"
	"floresvictoria.cl/flores/internal/platform/kv"
	"floresvictoria.cl/flores/internal/product"
	"floresvictoria.cl/flores/internal/product/productapi"
	"floresvictoria.cl/flores/internal/review"
	"floresvictoria.cl/flores/internal/review/reviewapi"
	"floresvictoria.cl/flores/internal/user"
	"floresvictoria.cl/flores/internal/user/userapi"
	"floresvictoria.cl/flores/internal/wishlist/wishlistapi"
)

// Services is the table.
func Services() (Table, error) { return NewTable(rows()) }

func rows() []*Service {
	services := []*Service{
		{
			Name: authapi.Service, About: "Accounts, sessions, roles, and the keys that everybody verifies with.",
			Port: 3001, Base: []string{"/api/auth"}, Stores: []Store{PostgreSQL}, Operations: authapi.Operations(), Build: buildAuth, Tables: auth.Migrations,
			Keys:      []string{EnvSigningKey, EnvRefreshKey, EnvCredentialHashes, EnvMailPublic},
			Publishes: types(authapi.UserRegistered, authapi.UserVerified, authapi.UserDeleted, authapi.PasswordResetRequested, authapi.VerificationRequested, authapi.SessionRevoked),
		},
		{
			Name: productName, About: "The catalogue, its search, stock, and the holds that orders take.",
			Port: 3002, Base: []string{"/api/products", "/api/categories", "/api/occasions", "/api/media"}, Stores: []Store{MongoDB}, Operations: productapi.Operations(), Build: buildProduct, Tables: product.Migrations,
			Calls:     []string{authapi.Service},
			Publishes: types(productapi.Created, productapi.Updated, productapi.Deleted, productapi.StockLow, productapi.StockOut, productapi.HoldLost),
			Consumes:  types(orderapi.OrderPaid, orderapi.OrderCancelled, orderapi.OrderExpired, reviewapi.ReviewPublished, reviewapi.ReviewRemoved),
		},
		{
			Name: "user-service", About: "A customer's profile, addresses and the people they send flowers to.",
			Port: 3003, Base: []string{"/api/users"}, Stores: []Store{PostgreSQL}, Operations: userapi.Operations(), Build: buildUser, Tables: user.Migrations,
			Calls:     []string{authapi.Service},
			Publishes: types(userapi.UserUpdated, userapi.RecipientDateDue),
			Consumes:  types(authapi.UserRegistered, authapi.UserVerified, authapi.UserDeleted),
		},
		{
			Name: orderName, About: "Delivery quotes, placing, paying, and every move of an order until it is delivered.",
			Port: 3004, Base: []string{"/api/orders", "/api/delivery", "/api/payments"}, Stores: []Store{PostgreSQL}, Operations: orderapi.Operations(), Build: buildOrder, Tables: order.Migrations,
			Keys: []string{EnvLinkKey, EnvMailPublic}, Links: true,
			Calls: []string{authapi.Service, productName, cartName},
			Publishes: types(orderapi.OrderPlaced, orderapi.OrderPaid, orderapi.OrderConfirmed, orderapi.OrderPreparing, orderapi.OrderReady, orderapi.OrderOutForDelivery,
				orderapi.OrderDelivered, orderapi.OrderDeliveryFailed, orderapi.OrderCancelled, orderapi.OrderExpired, orderapi.OrderRefunded),
			Consumes: types(authapi.UserVerified, authapi.UserDeleted, productapi.HoldLost),
			Egress:   []string{"the payment provider, 443"},
		},
		{
			Name: cartName, About: "What a visitor means to buy.",
			Port: 3005, Base: []string{"/api/cart"}, Stores: []Store{Redis}, Operations: cartapi.Operations(), Build: buildCart, Tables: kv.Migrations,
			Calls:     []string{authapi.Service, productName},
			Publishes: types(cartapi.Abandoned),
			Consumes:  types(orderapi.OrderPaid, authapi.UserDeleted),
		},
		{
			Name: "wishlist-service", About: "What a customer means to remember, for ever.",
			Port: 3006, Base: []string{"/api/wishlist"}, Stores: []Store{Redis}, Operations: wishlistapi.Operations(), Build: buildWishlist, Tables: kv.Migrations,
			Calls:    []string{authapi.Service, productName, cartName},
			Consumes: types(authapi.UserDeleted),
		},
		{
			Name: "review-service", About: "What buyers say of what was delivered to them.",
			Port: 3007, Base: []string{"/api/reviews"}, Stores: []Store{MongoDB}, Operations: reviewapi.Operations(), Build: buildReview, Tables: review.Migrations,
			Calls:     []string{authapi.Service, orderName},
			Publishes: types(reviewapi.ReviewPublished, reviewapi.ReviewRemoved),
			Consumes:  types(orderapi.OrderDelivered, authapi.UserDeleted),
		},
		{
			Name: "contact-service", About: "Messages from visitors and the staff's answers.",
			Port: 3008, Base: []string{"/api/contacts"}, Stores: []Store{MongoDB}, Operations: contactapi.Operations(), Build: buildContact, Tables: contact.Migrations,
			Calls:     []string{authapi.Service},
			Publishes: types(contactapi.ContactReceived, contactapi.ContactReplied),
			Consumes:  types(authapi.UserDeleted),
		},
		{
			Name: "notification-service", About: "A mail for every event that somebody should hear of.",
			Port: 3009, Base: []string{"/api/notifications"}, Stores: []Store{PostgreSQL}, Operations: notificationapi.Operations(), Build: buildNotification, Tables: notification.Migrations,
			Keys: []string{EnvMailPrivate}, Links: true,
			Calls: []string{authapi.Service},
			Consumes: types(
				authapi.UserVerified, authapi.VerificationRequested, authapi.PasswordResetRequested,
				orderapi.OrderPlaced, orderapi.OrderPaid, orderapi.OrderConfirmed, orderapi.OrderOutForDelivery, orderapi.OrderDelivered, orderapi.OrderDeliveryFailed,
				orderapi.OrderCancelled, orderapi.OrderExpired, orderapi.OrderRefunded,
				contactapi.ContactReceived, contactapi.ContactReplied, productapi.StockLow, productapi.StockOut,
			),
			Egress: []string{"the mail server, 465 or 587"},
		},
	}
	return append(services, doors(services)...)
}

// types names the events of some definitions.
func types(defs ...interface{ Type() string }) []string {
	out := make([]string, len(defs))
	for i, d := range defs {
		out[i] = d.Type()
	}
	return out
}

// doors are the two ways in. They call the public operations of every service that
// has some, and consume nothing.
func doors(services []*Service) []*Service {
	var behind []string
	for _, s := range services {
		for _, op := range s.Operations {
			if !op.Internal() {
				behind = append(behind, s.Name)
				break
			}
		}
	}
	return []*Service{
		{Name: gatewayName, Port: 3000, Base: []string{"/api"}, Stores: []Store{Redis}, Calls: behind, Links: true, Build: buildGateway},
		{Name: frontendName, Port: 80, Base: []string{"/", "/admin"}, Stores: []Store{Redis}, Calls: behind, Links: true, Build: buildFrontend, Tables: kv.Migrations},
	}
}

const (
	gatewayName  = "api-gateway"
	frontendName = "frontend"
	productName  = "product-service"
	orderName    = "order-service"
	cartName     = "cart-service"
)

// operationsBehind pairs the services that a door calls with their operations.
func operationsBehind(k *Kit) map[string][]*contract.Op {
	out := map[string][]*contract.Op{}
	for _, name := range k.Service.Calls {
		out[name] = k.app.table.Find(name).Operations
	}
	return out
}
