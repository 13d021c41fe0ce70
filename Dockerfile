# syntax=docker/dockerfile:1
# One image for every service: the binary, the certificates of the world's authorities
# and nothing else. Time zones are in the binary.
#   docker build -t flores . && docker run --rm flores services
ARG GO_VERSION=1.26.7

FROM --platform=$BUILDPLATFORM golang:${GO_VERSION}-trixie AS build
WORKDIR /src
ENV CGO_ENABLED=0 GOFLAGS=-buildvcs=false
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=bind,source=go.mod,target=go.mod \
    --mount=type=bind,source=go.sum,target=go.sum \
    go mod download
ARG TARGETOS TARGETARCH
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    --mount=type=bind,target=. \
    GOOS=$TARGETOS GOARCH=$TARGETARCH go build -trimpath -ldflags='-s -w' -o /out/flores ./cmd/flores

FROM scratch
ARG VERSION=dev REVISION=unknown
LABEL org.opencontainers.image.title="Flores Victoria" \
      org.opencontainers.image.description="An online florist: every service of it, one a container." \
      org.opencontainers.image.vendor="Flores Victoria" \
      org.opencontainers.image.version=$VERSION \
      org.opencontainers.image.revision=$REVISION
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/flores /flores
USER 65532:65532
# 9090 is the operator's: metrics, and the probes of all that the process runs.
ENV FLORES_HOST=0.0.0.0 FLORES_METRICS=:9090 LOG_FORMAT=json
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --start-interval=2s \
    CMD ["/flores", "health", "--url", "http://127.0.0.1:9090"]
ENTRYPOINT ["/flores"]
