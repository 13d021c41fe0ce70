package app

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"floresvictoria.cl/flores/internal/platform/chile"
	"floresvictoria.cl/flores/internal/platform/mail"
	"floresvictoria.cl/flores/internal/platform/telemetry"
)

// Config is everything that can be set. Each field is a flag and an environment
// variable; kong reads the tags, `flores config` prints them.
type Config struct {
	Data      string `help:"Directory of the embedded stores; flores up uses ${data} unless told otherwise." env:"FLORES_DATA" placeholder:"DIR"`
	PublicURL string `help:"What the shop is called from outside, such as https://flores.example; http only at a loopback address." env:"FLORES_PUBLIC_URL" placeholder:"URL"`
	Demo      *bool  `help:"Sandbox payment and demo catalogue. Implied by a new data directory on a loopback address, and remembered in it." env:"FLORES_DEMO" negatable:""`

	SMTP         string        `help:"Where mail is sent, smtp://user:password@host:587 or smtps://…; without it every mail is kept and shown in the back office." env:"SMTP_URL" placeholder:"URL" secret:"true"`
	MailFrom     string        `help:"Sender of the mails." default:"Flores Victoria <hola@floresvictoria.cl>" env:"MAIL_FROM"`
	StaffMail    string        `help:"Where mails to the staff go (contact, low stock)." default:"taller@floresvictoria.cl" env:"STAFF_MAIL"`
	WhatsApp     string        `help:"The shop's phone and WhatsApp number, E.164; without it no page shows one." env:"SHOP_WHATSAPP" placeholder:"+569…"`
	Trusted      []string      `help:"Proxies whose X-Forwarded-For is believed (CIDR)." env:"FLORES_TRUSTED_PROXIES" placeholder:"CIDR"`
	CORSOrigins  []string      `help:"Other sites whose pages may use the API from a browser." env:"FLORES_CORS_ORIGINS" placeholder:"ORIGIN"`
	RateLimit    int           `help:"Requests a minute of one address; 0 sets no limit, neither this nor those of single operations." default:"1200" env:"FLORES_RATE_LIMIT"`
	LogLevel     string        `help:"debug, info, warn or error." enum:"debug,info,warn,error" default:"info" env:"LOG_LEVEL"`
	LogFormat    string        `help:"text or json." enum:"text,json" default:"text" env:"LOG_FORMAT"`
	Metrics      string        `help:"Address of /metrics; empty serves none." env:"FLORES_METRICS" placeholder:"ADDR"`
	SlotCapacity int           `help:"Places of each zone, date and slot." default:"0" env:"FLORES_SLOT_CAPACITY" hidden:""`
	Drain        time.Duration `help:"How long to go on serving after SIGTERM, not ready." default:"0s" env:"FLORES_DRAIN"`

	telemetry.Settings `embed:""`
	Windows            `embed:""`
	Pools              `embed:""`
}

// Pools bound the connections of each service of a process to its server. What all
// replicas may open together must fit what the server takes.
type Pools struct {
	DatabasePool int `help:"Connections of a service to PostgreSQL." default:"10" env:"DATABASE_POOL"`
	MongoPool    int `help:"Connections of a service to MongoDB." default:"20" env:"MONGODB_POOL"`
	RedisPool    int `help:"Connections of a service to Redis." default:"16" env:"REDIS_POOL"`
}

func (p Pools) check() (faults []error) {
	for name, n := range map[string]int{"DATABASE_POOL": p.DatabasePool, "MONGODB_POOL": p.MongoPool, "REDIS_POOL": p.RedisPool} {
		if n != 0 && (n < 2 || n > 200) { // 0 is the store's own default
			faults = append(faults, fmt.Errorf("%s: %d is not between 2 and 200", name, n))
		}
	}
	return faults
}

// Windows are the times that decide what waits for whom (architecture.md,
// "Placing an order"); tests and drills shorten them.
type Windows struct {
	IntentLease  time.Duration `help:"How long one try to place an order holds its key." default:"60s" env:"FLORES_INTENT_LEASE"`
	PayWithin    time.Duration `help:"How long stock and slot are held for a card or sandbox payment." default:"30m" env:"FLORES_PAY_WITHIN"`
	PayingLease  time.Duration `help:"How long one try to settle a payment lasts." default:"2m" env:"FLORES_PAYING_LEASE"`
	KeepFor      time.Duration `help:"How long a hold is kept once payment is being settled." default:"24h" env:"FLORES_KEEP_FOR"`
	HoldNet      time.Duration `help:"How much later than the order a hold would expire by itself." default:"15m" env:"FLORES_HOLD_NET"`
	AccessToken  time.Duration `help:"Life of an access token; five minutes at most." default:"5m" env:"FLORES_ACCESS_TOKEN"`
	ServiceToken time.Duration `help:"Life of a service token; ten minutes at most." default:"10m" env:"FLORES_SERVICE_TOKEN"`
}

// DefaultWindows are the numbers of the tags, for programs that do not parse flags.
func DefaultWindows() Windows {
	return Windows{
		IntentLease: 60 * time.Second, PayWithin: 30 * time.Minute, PayingLease: 2 * time.Minute, KeepFor: 24 * time.Hour,
		HoldNet: 15 * time.Minute, AccessToken: 5 * time.Minute, ServiceToken: 10 * time.Minute,
	}
}

// DefaultData is where `flores up` keeps its stores unless told otherwise.
func DefaultData() string {
	if dir, err := os.UserConfigDir(); err == nil {
		return filepath.Join(dir, "flores")
	}
	return "flores-data"
}

// Check reports every fault at once.
func (c *Config) Check() error {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	if _, err := c.publicURL(); err != nil {
		fault("--public-url (FLORES_PUBLIC_URL): %w", err)
	}
	if _, err := c.trusted(); err != nil {
		fault("--trusted (FLORES_TRUSTED_PROXIES): %w", err)
	}
	if c.SMTP != "" {
		if err := mail.CheckServer(c.SMTP); err != nil {
			fault("--smtp (SMTP_URL): %w", err)
		}
	}
	for _, o := range c.CORSOrigins {
		if u, err := url.Parse(o); err != nil || u.Scheme == "" || u.Host == "" || u.Path != "" {
			fault("--cors-origins (FLORES_CORS_ORIGINS): %q is not an origin such as https://example.cl", o)
		}
	}
	if _, err := chile.ParsePhone(c.WhatsApp); c.WhatsApp != "" && err != nil {
		fault("--whats-app (SHOP_WHATSAPP): not a phone number")
	}
	if c.RateLimit < 0 {
		fault("--rate-limit (FLORES_RATE_LIMIT): less than 0")
	}
	if err := c.Settings.Check(); err != nil {
		faults = append(faults, err)
	}
	faults = append(faults, c.Windows.check()...)
	faults = append(faults, c.Pools.check()...)
	return errors.Join(faults...)
}

func (w Windows) check() (faults []error) {
	for _, one := range []struct {
		name     string
		d        time.Duration
		min, max time.Duration
	}{
		{"--intent-lease (FLORES_INTENT_LEASE)", w.IntentLease, time.Second, 10 * time.Minute},
		{"--pay-within (FLORES_PAY_WITHIN)", w.PayWithin, time.Second, 24 * time.Hour},
		{"--paying-lease (FLORES_PAYING_LEASE)", w.PayingLease, time.Second, time.Hour},
		{"--keep-for (FLORES_KEEP_FOR)", w.KeepFor, time.Second, 7 * 24 * time.Hour},
		{"--hold-net (FLORES_HOLD_NET)", w.HoldNet, time.Second, 24 * time.Hour},
		{"--access-token (FLORES_ACCESS_TOKEN)", w.AccessToken, 10 * time.Second, 5 * time.Minute},
		{"--service-token (FLORES_SERVICE_TOKEN)", w.ServiceToken, 10 * time.Second, 10 * time.Minute},
	} {
		if one.d < one.min || one.d > one.max {
			faults = append(faults, fmt.Errorf("%s: %s is not between %s and %s", one.name, one.d, one.min, one.max))
		}
	}
	return faults
}

func (c *Config) publicURL() (*url.URL, error) {
	if c.PublicURL == "" {
		return nil, nil
	}
	u, err := url.Parse(c.PublicURL)
	switch {
	case err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https"):
		return nil, errors.New("not an http(s) address")
	case u.Path != "" && u.Path != "/":
		return nil, errors.New("the shop lives at the root of its address: no path")
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return nil, errors.New("http is for loopback addresses; anywhere else https is needed")
	}
	u.Path = ""
	return u, nil
}

func (c *Config) trusted() (out []netip.Prefix, err error) {
	for _, s := range c.Trusted {
		p, err := netip.ParsePrefix(s)
		if err != nil {
			return nil, fmt.Errorf("%q is not a CIDR", s)
		}
		out = append(out, p)
	}
	return out, nil
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
