package authapi

import "slices"

// Role is what a user is to the shop. The roles are ordered: each may do all
// that the ones before it may.
type Role string

// The roles, lowest first.
const (
	Customer Role = "customer"
	Driver   Role = "driver"
	Florist  Role = "florist"
	Support  Role = "support"
	Manager  Role = "manager"
	Admin    Role = "admin"
)

// Roles lists the roles in their order.
func Roles() []Role { return []Role{Customer, Driver, Florist, Support, Manager, Admin} }

// Valid tells whether the role is one of the shop's.
func (r Role) Valid() bool { return slices.Contains(Roles(), r) }

// AtLeast tells whether r stands at or above other; an unknown role stands nowhere.
func (r Role) AtLeast(other Role) bool {
	all := Roles()
	mine, theirs := slices.Index(all, r), slices.Index(all, other)
	return mine >= 0 && theirs >= 0 && mine >= theirs
}

// Staff tells whether the role belongs to somebody who works in the shop.
func (r Role) Staff() bool { return r.AtLeast(Driver) }

// The permissions, "resource:action", that operations ask for by contract.Needs.
const (
	DeliveryDrive = "delivery:drive" // set out, delivered, failed; of today's orders only

	OrdersRead = "orders:read" // the board, any order, print, route label
	OrdersMove = "orders:move" // one state on
	StockWrite = "stock:write"

	OrdersWrite       = "orders:write"   // change a placed order, enter one by phone
	OrdersCancel      = "orders:cancel"  // with its refund
	PaymentsWrite     = "payments:write" // confirm a transfer, note cash or terminal
	CustomersRead     = "customers:read" // profiles and what they ordered
	ReviewsModerate   = "reviews:moderate"
	ContactsRead      = "contacts:read"
	ContactsWrite     = "contacts:write"
	NotificationsRead = "notifications:read" // outgoing mail, links masked

	ProductsWrite   = "products:write"
	DeliveryWrite   = "delivery:write" // zones, capacity, blackouts, surcharges
	PromotionsWrite = "promotions:write"
	SettingsWrite   = "settings:write"
	ReportsRead     = "reports:read"
	AuditRead       = "audit:read"
	UsersRead       = "users:read"
	SystemRead      = "system:read"

	UsersWrite          = "users:write" // roles, deactivation
	DeadLettersWrite    = "deadletters:write"
	NotificationsReveal = "notifications:reveal" // a masked link, when no mail can be sent
)

// Grant says from which role on a permission is held.
type Grant struct {
	Permission string
	From       Role
}

var grants = []Grant{
	{DeliveryDrive, Driver},

	{OrdersRead, Florist},
	{OrdersMove, Florist},
	{StockWrite, Florist},

	{OrdersWrite, Support},
	{OrdersCancel, Support},
	{PaymentsWrite, Support},
	{CustomersRead, Support},
	{ReviewsModerate, Support},
	{ContactsRead, Support},
	{ContactsWrite, Support},
	{NotificationsRead, Support},

	{ProductsWrite, Manager},
	{DeliveryWrite, Manager},
	{PromotionsWrite, Manager},
	{SettingsWrite, Manager},
	{ReportsRead, Manager},
	{AuditRead, Manager},
	{UsersRead, Manager},
	{SystemRead, Manager},

	{UsersWrite, Admin},
	{DeadLettersWrite, Admin},
	{NotificationsReveal, Admin},
}

// Grants lists every permission with the lowest role that holds it.
func Grants() []Grant { return slices.Clone(grants) }

// Permissions lists what the role may do; a customer, or an unknown role, nothing.
func (r Role) Permissions() []string {
	var out []string
	for _, g := range grants {
		if r.AtLeast(g.From) {
			out = append(out, g.Permission)
		}
	}
	return out
}

// KnownPermission tells whether some role holds the permission: an operation
// that needs another one could be called by nobody.
func KnownPermission(permission string) bool {
	return slices.ContainsFunc(grants, func(g Grant) bool { return g.Permission == permission })
}
