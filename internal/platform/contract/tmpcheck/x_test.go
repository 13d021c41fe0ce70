package tmpcheck
import ("testing";"os"
"floresvictoria.cl/flores/internal/platform/contract"
"floresvictoria.cl/flores/internal/product/productapi"
"floresvictoria.cl/flores/internal/review/reviewapi"
"floresvictoria.cl/flores/internal/contact/contactapi"
"floresvictoria.cl/flores/internal/auth/authapi"
"floresvictoria.cl/flores/internal/cart/cartapi"
"floresvictoria.cl/flores/internal/notification/notificationapi"
"floresvictoria.cl/flores/internal/order/orderapi"
"floresvictoria.cl/flores/internal/user/userapi"
"floresvictoria.cl/flores/internal/wishlist/wishlistapi"
)
func sections() []contract.Section { return []contract.Section{
 {"product-service","Catalogue",productapi.Operations()},
 {"review-service","Reviews",reviewapi.Operations()},
 {"contact-service","Contacts",contactapi.Operations()},
 {"auth-service","",authapi.Operations()},
 {"cart-service","",cartapi.Operations()},
 {"notification-service","",notificationapi.Operations()},
 {"order-service","",orderapi.Operations()},
 {"user-service","",userapi.Operations()},
 {"wishlist-service","",wishlistapi.Operations()},
 }}
func TestX(t *testing.T){
 all:=sections()
 n:=0
 for _,s:=range all{ for _,o:=range s.Operations{ n++; if err:=o.Check();err!=nil{t.Error(err)}}}
 t.Log(n)
 if t.Failed() { return }
 doc:=contract.Document("Flores","1",all...)
 y,err:=contract.YAML(doc); if err!=nil{t.Fatal(err)}
 os.WriteFile("/tmp/openapi.yaml",y,0o644)
 j,_:=contract.JSON(doc); os.WriteFile("/tmp/openapi.json",j,0o644)
}
