# syntax=docker/dockerfile:1
# The images for those who have Docker: the binary, the certificates of the world's
# authorities and nothing else, as `make images` makes them. Time zones are in the
# binary. Which service it is stands in the command; without one it is the whole shop.
#   docker build -t flores . && docker run --rm flores services
#   docker build --target order-service -t order-service .
#   docker buildx bake                                       all of them
ARG GO_VERSION=1.26.7

FROM --platform=$BUILDPLATFORM golang:${GO_VERSION}-trixie AS build
WORKDIR /src/tools/images
ARG TARGETPLATFORM
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    --mount=type=bind,target=/src \
    go run . -source ../.. -platforms "$TARGETPLATFORM" -root /out

FROM scratch AS shop
ARG VERSION=dev REVISION=unknown
LABEL org.opencontainers.image.description="An online florist: every service of it, one a container." \
      org.opencontainers.image.vendor="Flores Victoria" \
      org.opencontainers.image.version=$VERSION \
      org.opencontainers.image.revision=$REVISION
COPY --from=build /out/ /
USER 65532:65532
# 9090 is the operator's: metrics, and the probes of all that the process runs.
ENV FLORES_HOST=0.0.0.0 FLORES_METRICS=:9090 LOG_FORMAT=json
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --start-interval=2s \
    CMD ["/flores", "health", "--url", "http://127.0.0.1:9090"]
ENTRYPOINT ["/flores"]

FROM shop AS frontend
LABEL org.opencontainers.image.title="Flores Victoria: frontend"
CMD ["serve", "frontend"]

FROM shop AS api-gateway
LABEL org.opencontainers.image.title="Flores Victoria: api-gateway"
CMD ["serve", "api-gateway"]

FROM shop AS auth-service
LABEL org.opencontainers.image.title="Flores Victoria: auth-service"
CMD ["serve", "auth-service"]

FROM shop AS product-service
LABEL org.opencontainers.image.title="Flores Victoria: product-service"
CMD ["serve", "product-service"]

FROM shop AS user-service
LABEL org.opencontainers.image.title="Flores Victoria: user-service"
CMD ["serve", "user-service"]

FROM shop AS order-service
LABEL org.opencontainers.image.title="Flores Victoria: order-service"
CMD ["serve", "order-service"]

FROM shop AS cart-service
LABEL org.opencontainers.image.title="Flores Victoria: cart-service"
CMD ["serve", "cart-service"]

FROM shop AS wishlist-service
LABEL org.opencontainers.image.title="Flores Victoria: wishlist-service"
CMD ["serve", "wishlist-service"]

FROM shop AS review-service
LABEL org.opencontainers.image.title="Flores Victoria: review-service"
CMD ["serve", "review-service"]

FROM shop AS contact-service
LABEL org.opencontainers.image.title="Flores Victoria: contact-service"
CMD ["serve", "contact-service"]

FROM shop AS notification-service
LABEL org.opencontainers.image.title="Flores Victoria: notification-service"
CMD ["serve", "notification-service"]

FROM shop AS flores
LABEL org.opencontainers.image.title="Flores Victoria: flores"
