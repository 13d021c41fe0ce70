// Package servers starts the four servers that the shop stands on when it runs
// as separate processes: PostgreSQL, Redis, RabbitMQ and a MongoDB.
//
// Tests call [Postgres], [Redis], [RabbitMQ] and [Mongo], each of which answers
// the address of something fresh and empty. They use the servers that the
// environment names, else start those that are installed on the machine, once a
// test binary:
//
//	FLORES_TEST_POSTGRES      postgres://… of a role that may create databases
//	FLORES_TEST_REDIS         redis://…
//	FLORES_TEST_RABBITMQ      amqp://…
//	FLORES_TEST_RABBITMQ_API  http://user:password@host:port of its management
//	                          plugin, with which each test has a virtual host of
//	                          its own; port 15672 of the same host by default
//	FLORES_TEST_MONGO         mongodb://…; MONGODB_URI is taken too
//
// A test is skipped, with a sentence that says what to install, where neither
// is to be had, and fails when CI is true.
//
// What keeps a server for longer (a development command, a suite that stops and
// restarts servers) calls [StartPostgres], [StartRedis], [StartRabbitMQ] or
// [StartMongo] with a directory for its data.
//
// Every server listens on a free loopback port, asks for no secret that matters
// and ends with the process that started it.
package servers
