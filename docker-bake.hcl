# docker buildx bake: the images of all services, as `make images` makes them.
#   DOCKER_REGISTRY=ghcr.io/me FLORES_TAG=v1.0.0 docker buildx bake --push

variable "DOCKER_REGISTRY" { default = "flores-victoria" }
variable "FLORES_TAG"      { default = "dev" }
variable "REVISION"        { default = "unknown" } # the commit

group "default" { targets = ["images"] }

target "images" {
  name   = image
  matrix = {
    image = [
      "frontend",
      "api-gateway",
      "auth-service",
      "product-service",
      "user-service",
      "order-service",
      "cart-service",
      "wishlist-service",
      "review-service",
      "contact-service",
      "notification-service",
      "flores",
    ]
  }
  target    = image
  tags      = ["${DOCKER_REGISTRY}/${image}:${FLORES_TAG}"]
  platforms = ["linux/amd64", "linux/arm64"]
  args = {
    VERSION           = FLORES_TAG
    REVISION          = REVISION
    SOURCE_DATE_EPOCH = "0" # two builds give the same layers
  }
}
