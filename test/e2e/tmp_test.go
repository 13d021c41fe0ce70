package e2e
import ("testing";"time";"floresvictoria.cl/flores/internal/app/apptest")
func TestTmp(t *testing.T){ s:=time.Now(); sh:=apptest.Start(t,apptest.Options{}); t.Log(time.Since(s), sh.URL)
 s=time.Now(); sh2:=apptest.Start(t,apptest.Options{}); t.Log(time.Since(s), sh2.URL) }
