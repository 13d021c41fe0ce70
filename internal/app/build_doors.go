package app

import (
	"context"
	"time"

	"floresvictoria.cl/flores/internal/frontend"
	"floresvictoria.cl/flores/internal/frontend/web"
	"floresvictoria.cl/flores/internal/gateway"
	"floresvictoria.cl/flores/internal/platform/edge"
)

func (k *Kit) generalRate() edge.Rate { return edge.Rate{Times: k.Config.RateLimit, Per: time.Minute} }

func buildGateway(_ context.Context, k *Kit) (*Part, error) {
	trusted, err := k.Config.trusted()
	if err != nil {
		return nil, err
	}
	limiter, err := k.limiter()
	if err != nil {
		return nil, err
	}
	o := gateway.Options{
		Limiter: limiter, General: k.generalRate(), Trusted: trusted, Public: k.Public,
		Origins: k.Config.CORSOrigins, Version: apiVersion, Log: k.Log,
	}
	ops := operationsBehind(k)
	for _, name := range k.Service.Calls {
		o.Services = append(o.Services, gateway.Behind{Name: name, About: k.app.table.Find(name).About, Operations: ops[name], Conn: k.Conn(name)})
	}
	h, err := gateway.New(o)
	if err != nil {
		return nil, err
	}
	return &Part{Handler: h}, nil
}

func buildFrontend(ctx context.Context, k *Kit) (*Part, error) {
	trusted, err := k.Config.trusted()
	if err != nil {
		return nil, err
	}
	sessions, err := k.KV(ctx)
	if err != nil {
		return nil, err
	}
	limiter, err := k.limiter()
	if err != nil {
		return nil, err
	}
	o := frontend.Options{
		Site: web.Options{
			Sessions: sessions, Limiter: limiter, Public: k.Public, Demo: k.Demo, Clock: k.Clock, Log: k.Log,
			Shop: shopFacts(k.Config, k.Demo),
		},
		General: k.generalRate(), Trusted: trusted,
	}
	ops := operationsBehind(k)
	for _, name := range k.Service.Calls {
		o.Site.Services = append(o.Site.Services, web.Behind{Name: name, Operations: ops[name], Operator: k.app.table.Find(name).Operator, Conn: k.Conn(name)})
	}
	h, err := frontend.New(o)
	if err != nil {
		return nil, err
	}
	return &Part{Handler: h, Run: []func(context.Context) error{k.Sweep(sessions)}}, nil
}
