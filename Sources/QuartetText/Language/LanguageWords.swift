/// Common words of the Latin-script languages that ``LanguageTable`` has no counts for, and letters that few others write.
///
/// They were written by hand: words of grammar, and words that customers use. `scripts/fit-language-table` reads them, too.
enum LanguageWords {
    /// For each language its words, separated by spaces.
    static let words: [(language: String, words: String)] = [
        (
            "it",  // Italian
            """
            il lo gli della dello delle degli dei nel nella nei con che non sono è ho hai abbiamo hanno mi ci
            vi si come quando dove perché quanto quale posso può puoi vorrei voglio mio mia miei mie tuo suo
            nostro vostro questo questa questi queste quello quella anche ancora già più molto sempre dopo
            prima senza ordine ordinato ordini spedizione consegna reso restituire rimborso taglia scarpe
            vestito giacca pagamento pagare carta soldi indirizzo grazie ciao buongiorno buonasera salve prego
            aiuto arrivato arriva ricevuto pacco giorni settimana oggi domani ieri sbagliato sbagliata rotto
            rotta cambiare cambio sconto codice negozio cliente servizio annullare per una uno del al alla ma
            se da di stato stata ne cosa tutto niente bene favore potete avete fare devo chi c'è cui dai dal
            dalla dall' dell' nell' sull' sulla sul quest' un' io tu lui lei noi voi loro sua vostra nostra
            avere essere fatto fa fanno va vado andare venire venuto detto dire dico so sapere sai vedere
            visto trovo trovare trovato parlare parlato scrivere scritto aprire aperto chiuso comprare
            comprato acquisto acquistato acquistare mandare mandato spedito spedite spediscono spedizioni
            consegnato consegnata consegnate ricevere nessuno nessuna nulla troppo poco molti molte piccolo
            piccola grande colore nero nera bianco rosso blu verde misura modello prodotto articolo maglia
            maglietta pantaloni cintura borsa cappotto cerniera bottone stivali tessuto lana cotone seta
            prezzo costa costano gratis gratuito gratuita fattura scontrino ricevuta conferma conto corriere
            ufficio posta magazzino disponibile disponibili esaurito quindi però invece allora così ora adesso
            mese mesi anno anni ore volta volte giorno due tre quattro cinque dieci persona operatore umano
            responsabile problema errore sbaglio difetto difettoso rovinato strappato macchiato stesso stessa
            altro altra altri altre tutti tutte ogni qualche qualcuno qualcosa mai forse subito presto tardi
            entro fino verso contro tra fra fuori dentro lontano vicino internazionale nazionale possibile
            regalo buono nuovo nuova vecchio sito pagina iscrizione registrazione piace piaciuto riuscito
            riesco ritirare ritiro potrei potrebbe dovrei sarebbe chiedo chiedere informazioni gentile
            cordiali saluti spedire spedisco quanti quante ci vogliono vuole aspetto aspettare arrivare arrivano
            manda mandano vende vendete serve servono
            """
        ),
        (
            "pt",  // Portuguese
            """
            o os um uma uns umas do da dos das no na nos nas com não são é está estou estão tenho tem temos
            você vocês eu ele ela meu minha meus minhas seu sua como quando onde porque por que quanto qual
            posso pode podem gostaria quero queria isto isso este esta esse essa também ainda já mais muito
            sempre depois antes sem pedido encomenda entrega envio devolver devolução reembolso tamanho
            sapatos vestido casaco pagamento pagar cartão dinheiro endereço morada obrigado obrigada olá bom
            dia boa tarde noite favor ajuda chegou chega recebi pacote dias semana hoje amanhã ontem errado
            errada partido quebrado trocar troca desconto código loja cliente cancelar fazer preciso foi ser
            para pelo pela ao à mas ou se nem gostava consigo eles elas nós lhe lhes dele dela nosso nossa
            vosso vossa aquele aquela aqueles algum alguma alguns nenhum nenhuma nada tudo todos todas cada
            outro outra outros mesmo mesma coisa coisas pessoa pessoas alguém ninguém feito faz fazem faço
            disse dizer digo saber sei sabe ver vi viu visto encontrar encontro encontrei falar falei escrever
            escrevi abrir aberto fechado comprar comprei compra enviar enviei enviado enviada enviaram
            entregue entregar entregam entregaram recebido receber paguei pago veio vieram vem vir voltar
            chegar vai vou ir ficou fica ficar tamanhos cor cores preto preta branco vermelho azul verde
            modelo produto artigo camisa camisola calças cinto mala fecho botão botas tecido lã algodão seda
            preço custa custam grátis gratuito fatura recibo confirmação conta correio armazém disponível
            disponíveis esgotado então porém agora mês meses ano anos hora horas vez vezes dois duas três
            quatro cinco dez funcionário humano gerente problema erro defeito defeituoso rasgado manchado
            diferente igual maior menor grande pequeno pequena nunca talvez logo cedo até entre dentro fora
            longe perto sobre contra internacional possível presente novo nova velho site página registo
            cadastro senha gostei gosto consegui levantar retirar poderia deveria seria pergunto perguntar
            informações cumprimentos atenciosamente demora demorou pelos pelas num numa àquele nesta neste
            nessa nesse daqui dali
            """
        ),
        (
            "nl",  // Dutch
            """
            de het een en van in op te dat die dit deze is zijn ben bent was heb hebt heeft hebben had ik je
            jij u hij zij wij we jullie ze mijn jouw uw haar ons onze niet geen wel ook nog al naar voor met
            aan bij uit over om als maar want dus of hoe wanneer waar waarom wat wie welke kan kunt kunnen mag
            moet wil willen zou graag bestelling besteld bestellen levering leveren bezorging bezorgd retour
            retourneren terugsturen terug geld terugbetaling maat schoenen jurk jas betaling betalen betaald
            kaart adres bedankt dank hallo hoi goedemorgen goedendag alstublieft alsjeblieft hulp helpen
            aangekomen ontvangen pakket pakje dagen week vandaag morgen gisteren verkeerd verkeerde kapot
            ruilen omruilen korting code winkel klant annuleren doen er hier daar veel meer mijne hem hun hen
            elkaar iets niets iemand niemand alles alle ander andere anders zelfde elke ieder iedereen sommige
            enkele beide eerst tweede twee drie vier vijf tien keer maand maanden jaar jaren uur uren minuten
            dag persoon medewerker mens mensen leidinggevende probleem fout fouten gebrek kleur kleuren zwart
            zwarte wit witte rood rode blauw blauwe groen grijs model product artikel artikelen broek trui
            hemd riem tas rits knoop laarzen laars stof wol katoen zijde prijs kost kosten gratis factuur bon
            bonnetje bevestiging rekening koerier post magazijn beschikbaar verkrijgbaar uitverkocht echter
            toch toen nu net pas straks later vroeg laat binnen buiten tussen tegen zonder tijdens sinds vanaf
            tot onder boven achter naast weg gekregen krijg krijgen kreeg gestuurd stuur sturen verstuurd
            verzonden verzenden geleverd gekocht kopen koop gevonden vind vinden vond zoek zoeken zie zien
            gezien zeg zeggen gezegd weet weten spreken gesproken schrijven geschreven openen open dicht gaan
            gaat ga ging gegaan komt komen kom kwam gekomen maken maakt gemaakt geven geef gegeven nemen neem
            genomen ophalen afhalen mogelijk cadeau goed goede nieuw nieuwe oud oude groot grote groter klein
            kleine kleiner lang korte duurt duren site pagina account wachtwoord aanmelden inschrijven valt
            vallen tevreden jammer helaas misschien altijd nooit vaak soms meteen direct snel groeten
            vriendelijke beste geachte bezorger bezorgen
            """
        ),
        (
            "pl",  // Polish
            """
            nie jest są się na do że z ze w we i a o od po dla przez przy bez jak kiedy gdzie dlaczego ile
            jaki jaka które który która czy co mam masz ma mamy mój moja moje mojego moją twój wasz ten ta to
            te tego tym być był była było będzie mogę może możecie chcę chciałbym chciałabym proszę dziękuję
            dzięki dzień dobry cześć witam pomoc pomocy zamówienie zamówienia zamówiłem zamówiłam dostawa
            dostawy wysyłka przesyłka paczka paczki zwrot zwrócić zwrotu pieniądze pieniędzy rozmiar buty
            sukienka kurtka płatność zapłacić zapłaciłem karta kartą adres dni tydzień dzisiaj jutro wczoraj
            zły złe uszkodzony uszkodzona wymienić wymiana rabat kod sklep sklepu klient anulować już jeszcze
            też tylko bardzo ale lub albo mi mnie nam wam państwo państwa ja ty on ona my wy oni jego jej ich
            im go ją nas was kto nikt nic wszystko każdy inny inna inne sam sama dwa dwie trzy raz razy
            miesiąc rok godzina człowiek człowiekiem konsultant problem błąd wada kolor kolorze czarny czarna
            biały czerwony niebieski model produkt towar spodnie sweter koszula pasek torba zamek guzik kozaki
            materiał wełna bawełna cena kosztuje darmowy darmowa faktura fakturę paragon potwierdzenie
            potwierdzenia konto kurier poczta magazyn dostępny wyprzedany więc jednak teraz potem wcześnie
            późno między dostałem dostałam dostanę otrzymałem otrzymałam wysłane wysłać kupiłem kupiłam kupić
            znaleźć znajdę zobaczyć wiem wiedzieć rozmawiać napisać przyszła przyszło przyszedł trwa odebrać
            odbiór możliwe prezent nowy stary duży większy większą mały mniejszy strona hasło pozdrawiam
            rozmawiac czlowiekiem dziekuje chcialbym chcialabym zamowienie zamowienia wysylka zwrocic
            pieniadze
            """
        ),
        (
            "sv",  // Swedish
            """
            och att det är en ett på som för med till av den de jag du han hon vi ni mig dig min mitt mina din
            ditt er era inte kan ska skulle vill har hade var varit blir hur när varför vad vem vilken vilket
            om men eller så också redan ännu mycket mer alltid efter före utan från beställning beställt
            beställa beställde leverans leveransen levererat retur returnera skicka tillbaka återbetalning
            pengar pengarna storlek skor klänning jacka betalning betala betalat kort adress tack hej god
            morgon snälla hjälp hjälpa kommit kommer fått paket paketet dagar vecka idag imorgon igår fel
            trasig trasiga byta byte rabatt rabattkod kod butik kund avbryta avboka måste få göra här där nu
            honom henne dem oss sin sitt sina denna detta dessa någon något några ingen inget inga allt alla
            varje annan annat andra samma själv båda två tre fyra fem tio gång gånger månad månader år timme
            timmar minuter person människa kundtjänst handläggare problem felet brist färg färgen färger svart
            svarta vit vita röd röda blå blåa grön grå modell produkt vara varan varor byxor byxorna tröja
            skjorta bälte väska dragkedja dragkedjan knapp stövlar tyg ull bomull siden pris priset kostar
            gratis faktura fakturan kvitto kvittot bekräftelse konto bud post lager tillgänglig slut slutsåld
            därför dock ändå då nyss snart senare tidigt sent inom mellan mot under över bakom bredvid bort
            gick går gå gått gav ger ge tog ta tar tagit sa säger säga vet veta visste prata pratar tala
            skriva skrev skrivit öppna öppen stängd kom komma blev blivit fick får köpt köpa köpte köper
            skickat skickade skickar hittar hitta hittade ser se sett letar söker söka hämta hämtas möjligt
            present bra ny nytt nya gammal stor större liten mindre lång längre tid sida lösenord logga in
            registrera stämmer passar passade sönder direkt genast kanske aldrig ofta ibland hälsningar
            vänliga finns fanns finnas heller
            """
        ),
        (
            "da",  // Danish
            """
            desværre ordre og at det er en et på som for med til af den de jeg du han hun vi i mig dig min mit mine din dit
            jer jeres ikke kan skal skulle vil har havde var været bliver hvordan hvornår hvor hvorfor hvad
            hvem hvilken hvilket om men eller så også allerede endnu meget mere altid efter før uden fra
            bestilling bestilt bestille bestilte levering leveringen leveret retur returnere sende tilbage
            tilbagebetaling penge pengene størrelse sko kjole jakke betaling betale betalt kort adresse tak
            hej god morgen dag hjælp hjælpe kommet kommer fået pakke pakken dage uge går forkert forkerte
            ødelagt bytte ombytning rabat rabatkode kode butik kunde annullere afbestille må få gøre her der
            nu noget nogen ham hende dem os sin sit sine denne dette disse nogle ingen intet alt alle hver
            anden andet andre samme selv begge to tre fire fem ti gang gange måned måneder år time timer
            minutter person menneske kundeservice medarbejder problem fejl fejlen mangel farve farven farver
            sort sorte hvid hvide rød røde blå grøn grå model produkt vare varen varer bukser bukserne trøje
            skjorte bælte taske lynlås lynlåsen knap støvler stof uld bomuld silke pris prisen koster gratis
            faktura fakturaen kvittering bekræftelse konto bud post lager tilgængelig udsolgt derfor dog
            alligevel da snart senere tidligt sent inden mellem mod under over bag ved siden væk gik gå gået
            gav giver give tog tage tager taget sagde siger sige vide vidste tale taler snakke skrive skrev
            skrevet åbne åben lukket kom komme blev blevet fik får købt købe købte køber sendt sendte sender
            finder finde fandt ser se set leder søger hente hentes muligt gave godt ny nyt nye gammel stor
            større lille mindre lang længere tid side adgangskode logge ind tilmelde stemmer passer passede
            stykker straks måske aldrig ofte hilsner venlig findes fandtes heller gerne
            """
        ),
        (
            "no",  // Norwegian
            """
            dessverre og at det er en et ei på som for med til av den de jeg du han hun vi dere meg deg min mitt mine
            din ditt deres ikke kan skal skulle vil har hadde var vært blir hvordan når hvor hvorfor hva hvem
            hvilken hvilket om men eller så også allerede ennå mye mer alltid etter før uten fra bestilling
            bestilt bestille bestilte levering leveringen levert retur returnere sende tilbake tilbakebetaling
            penger pengene størrelse sko kjole jakke betaling betale betalt kort adresse takk hei god morgen
            dag hjelp hjelpe kommet kommer fått pakke pakken dager uke i går feil ødelagt bytte rabatt
            rabattkode kode butikk kunde kansellere avbestille må få gjøre her der nå noe noen ham henne dem
            oss sin sitt sine denne dette disse ingen intet alt alle hver annen annet andre samme selv begge
            to tre fire fem ti gang ganger måned måneder år time timer minutter person menneske kundeservice
            medarbeider problem feilen mangel farge fargen farger svart svarte hvit hvite rød røde blå grønn
            grå modell produkt vare varen varer bukse buksene genser skjorte belte veske glidelås glidelåsen
            knapp støvler stoff ull bomull silke pris prisen koster gratis faktura fakturaen kvittering
            kvitteringen bekreftelse konto bud post lager tilgjengelig utsolgt derfor likevel da snart senere
            tidlig sent innen mellom mot under over bak ved siden bort gikk gå gått ga gir gi tok ta tar tatt
            sa sier si vet vite visste snakke snakker skrive skrev skrevet åpne åpen stengt kom komme ble
            blitt fikk får kjøpt kjøpe kjøpte kjøper sendt sendte sender finner finne fant ser se sett leter
            søker hente hentes mulig gave bra ny nytt nye gammel stor større liten mindre lang lenger tid side
            passord logge inn registrere stemmer passer passet stykker straks kanskje aldri ofte hilsen
            vennlig finnes fantes heller gjerne
            """
        ),
        (
            "fi",  // Finnish
            """
            ja on ei en et emme ette eivät että se ne tämä tuo nämä minä sinä hän me te he minun sinun hänen
            meidän teidän minulle minulla mutta tai kun jos miten milloin missä mistä miksi mikä mitä kuka
            kuinka voin voit voiko voitte voinko haluan haluaisin pitää täytyy oli olen olet olemme ovat ollut
            vielä jo myös paljon enemmän aina jälkeen ennen ilman kanssa tilaus tilauksen tilaukseni tilasin
            tilannut toimitus toimitusaika palautus palauttaa palautan rahat takaisin hyvitys koko kengät
            mekko takki maksu maksaa maksoin kortti kortilla osoite kiitos hei moi terve huomenta päivää ole
            hyvä apua auttaa saapunut tullut saanut paketti paketin viikko tänään huomenna eilen väärä väärän
            rikki vaihtaa vaihto alennus alennuskoodi koodi kauppa asiakas peruuttaa peruutus tehdä täällä nyt
            minua sinua häntä meitä teitä heitä joku jokin mitään kukaan kaikki jokainen toinen muu sama itse
            kaksi kolme neljä viisi kertaa kuukausi vuosi tunti ihminen ihmisen asiakaspalvelu ongelma vika
            virhe väri musta mustana valkoinen punainen sininen malli tuote tuotteen housut paita vyö laukku
            vetoketju nappi saappaat kangas villa puuvilla hinta ilmainen lasku laskun kuitti kuitin vahvistus
            vahvistusta tili posti varasto saatavilla loppu siis kuitenkin silti heti pian myöhemmin aikaisin
            sisällä välillä vastaan lähettää lähetetty lähetitte toimitatte ostin ostaa löydän löytää näen
            nähdä tiedän tietää puhua kirjoittaa avata tulee tuli tulla kestää kauanko noutaa mahdollista
            lahja uusi vanha iso isompi isompaan pieni pienempi sivu salasana täsmää hajosi ehkä koskaan usein
            terveisin onko kokoon
            """
        ),
        (
            "cs",  // Czech
            """
            a je se na že v s z do od po pro při bez jak kdy kde proč kolik jaký jaká které který která co kdo
            nebo ale i už ještě také jen velmi více vždy před mám máš má máme máte můj moje mého moji váš vaše
            tento tato toto ten ta to být byl byla bylo bude jsem jsi jsme jste jsou není nejsou mohu můžu
            může můžete chci chtěl chtěla bych prosím děkuji díky dobrý den ahoj pomoc pomoci objednávka
            objednávku objednávky objednal objednala dodání doručení doprava zásilka zásilku balík balíček
            vrácení vrátit peníze peněz velikost boty šaty bunda platba zaplatit zaplatil karta kartou adresa
            dní týden dnes zítra včera špatný špatnou poškozený rozbitý vyměnit výměna sleva slevový kód
            obchod zákazník zrušit nemohu nepřišla nepřišel já ty on ona my vy oni jeho její jejich mu ho ji
            nás vás nám vám někdo nikdo něco nic všechno každý jiný jiná sám dva dvě tři čtyři pět krát
            dvakrát měsíc rok hodina člověk člověkem operátor problém chyba vada barva barvu černý černé bílý
            červený modrý model výrobek zboží kalhoty svetr košile pásek taška zip knoflík látka vlna bavlna
            cena stojí zdarma faktura fakturu účtenka potvrzení účet kurýr pošta sklad skladem vyprodáno tedy
            však teď potom brzy pozdě mezi dostal dostala dostanu obdržel poslat posíláte odesláno koupil
            koupila koupit najít najdu vidět vím vědět mluvit napsat přišlo přijít trvá dlouho vyzvednout
            možné dárek nový starý velký větší malý menší stránka heslo odpovídá rozbil pozdravem posílá
            """
        ),
        (
            "tr",  // Turkish
            """
            ve bir bu şu o ben sen biz siz onlar benim senin bizim sizin bana sana ile için de da ki mi mı mu
            mü değil var yok ne nasıl neden niçin nerede zaman kaç hangi kim ama veya ya eğer çok daha en
            sonra önce kadar gibi hâlâ hala sipariş siparişim siparişimi verdim teslimat kargo kargom iade
            etmek para parası parami geri ödeme beden numara ayakkabı elbise ceket mont ödemek ödedim kart
            kartım adres adresi teşekkürler teşekkür ederim merhaba selam günaydın iyi günler lütfen yardım
            geldi gelmedi ulaştı aldım paket gün hafta bugün yarın dün yanlış bozuk kırık değiştirmek değişim
            indirim kodu kod mağaza müşteri iptal istiyorum isterim olur olabilir mıyım miyim yapabilirim biri
            şey hiçbir her herkes kimse hepsi başka diğer aynı kendi iki üç dört beş kez defa ay yıl saat
            dakika insan insanla hizmetleri temsilci sorun hata kusur renk rengi siyah siyahı beyaz kırmızı
            mavi model ürün ürünü pantolon kazak gömlek kemer çanta fermuar düğme çizme kumaş yün pamuk fiyat
            fiyatı ücretsiz fatura faturayı fiş makbuz onay hesap kurye posta depo mevcut tükendi stokta ancak
            şimdi hemen yakında erken geç içinde arasında karşı gönderdim gönder gönderiyor gönderildi satın
            almadım alırım alabilir almak bulmak bulurum buldum görmek biliyorum bilmek konuşmak yazmak açmak
            gelmek gelecek sürer teslim mümkün hediye yeni eski büyük küçük sayfa şifre uymuyor bozuldu belki
            asla bazen saygılarımla musunuz misiniz müsünüz mısınız ediyor oldu
            """
        ),
        (
            "ro",  // Romanian
            """
            și sau dar că nu este sunt e am ai are avem aveți au un o niște al ale la în din de pe cu pentru
            prin fără până după înainte eu tu el ea noi voi ei mea meu mele mei ta tău dumneavoastră acest
            această aceste acel cum când unde ce cât care cine pot poate puteți vreau aș vrea dori trebuie mai
            foarte tot deja încă comanda comandă comandat livrare livrarea livrat retur returna returnez
            rambursare bani banii înapoi mărime mărimea pantofi rochie jachetă haina plată plăti plătit card
            cardul adresa adresă mulțumesc bună ziua dimineața salut rog ajutor ajuta ajuns primit colet
            coletul pachet zile săptămână azi astăzi mâine ieri greșit greșită stricat schimba schimb reducere
            cod magazin client anula fost fi să îmi mi-a vă mine tine lui lor nostru noastră vostru cineva
            ceva nimeni nimic toate toți fiecare alt altă același aceeași însuși doi două trei patru cinci ori
            dată zi lună luni an ani oră ore persoană operator om problemă eroare defect culoare culoarea
            negru neagră alb roșu albastru model produs produsul articol pantaloni pulover cămașă curea geantă
            fermoar fermoarul nasture cizme țesătură lână bumbac preț prețul costă gratuit factură factura bon
            confirmare confirmarea cont curier poștă depozit disponibil epuizat deci totuși acum imediat
            curând devreme târziu între contra trimis trimite trimiteți cumpărat cumpăra găsi găsesc găsit
            vedea văd știu ști vorbi vorbesc vorbit scrie scris deschide veni vine venit durează durata ridica
            posibil cadou bun nou nouă vechi mare mic mică lung pagină parolă potrivește niciodată adesea
            stimă nicio niciun aici acolo fac face faceți livrați unui unei
            """
        ),
        (
            "hu",  // Hungarian
            """
            a az egy és vagy de hogy nem is van volt lesz vannak én te ő mi ti ők ez ezt azt nekem neked velem
            mint ha mikor hol hova miért hogyan mennyi melyik ki mit kell lehet tudok tudom tudnak szeretnék
            szeretném akarok kérem kérek köszönöm köszi szia jó napot reggelt üdv segítség segítsen segíteni
            rendelés rendelésem rendelésemet rendeltem szállítás kiszállítás csomag csomagom visszaküldés
            visszaküldeni pénz pénzem vissza visszatérítés méret cipő ruha kabát dzseki fizetés fizetni
            fizettem kártya kártyával cím nap hét ma holnap tegnap rossz hibás sérült cserélni csere
            kedvezmény kuponkód kód bolt vásárló törölni lemondani még már csak nagyon több mindig után előtt
            nélkül meg érkezett érkezik kaptam őt minket titeket valaki valami senki semmi minden mindenki
            másik más ugyanaz maga kettő két három négy öt kétszer hónap év óra ember emberrel ügyfélszolgálat
            probléma hiba szín színe színben fekete feketében fehér piros kék modell termék nadrág pulóver ing
            öv táska cipzár gomb csizma anyag gyapjú pamut ár ára kerül ingyenes számla számlát nyugta blokk
            visszaigazolás visszaigazolást fiók futár posta raktár raktáron elérhető elfogyott tehát azonban
            mégis most azonnal hamarosan később korán között ellen küldtek küldeni küldött vettem venni
            találom találni látom látni tudni beszélni írni nyitni jön jött jönni tart ideig átvenni
            lehetséges ajándék új régi nagy nagyobb kicsi kisebb oldal jelszó egyezik elromlott talán soha
            gyakran üdvözlettel szállítanak ebből
            """
        ),
        (
            "vi",  // Vietnamese
            """
            tôi bạn anh chị em của là và không có được cho với này kia đó những các một khi nào đâu sao thế
            bao nhiêu lâu gì ai muốn cần phải đã đang sẽ chưa rồi cũng rất nhiều hơn sau trước đơn hàng đặt
            giao vận chuyển trả lại hoàn tiền đổi kích cỡ giày váy áo khoác thanh toán thẻ địa chỉ cảm ơn xin
            chào vui lòng giúp đỡ nhận gói ngày tuần hôm nay mai qua sai hỏng giảm giá mã cửa khách hủy làm ở
            đến từ trong ngoài nhưng hoặc nếu thì ta cô ấy chúng họ mọi tất cả mỗi khác cùng mình hai ba bốn
            năm lần tháng giờ phút người nhân viên vấn đề lỗi màu đen trắng đỏ xanh mẫu sản phẩm quần len sơ
            mi thắt lưng túi khóa kéo nút ủng vải miễn phí hóa biên lai xác tài khoản bưu điện kho còn hết vậy
            tuy bây ngay sớm muộn giữa gửi mua tìm thấy biết nói chuyện viết mở đi lấy quà mới cũ lớn to nhỏ
            trang mật khẩu đúng nhanh chậm hãy nên bị thật sang hồi
            """
        ),
        (
            "id",  // Indonesian
            """
            dan yang di ke dari untuk dengan ini itu ada tidak bukan belum sudah akan bisa dapat harus mau
            ingin saya aku kamu anda kami kita mereka dia apa bagaimana kapan dimana mana mengapa kenapa
            berapa siapa atau tapi tetapi jika kalau juga masih sangat lebih setelah sebelum tanpa pada dalam
            pesanan pesan memesan pengiriman dikirim kirim kembali pengembalian mengembalikan uang dana ukuran
            sepatu gaun baju jaket pembayaran membayar bayar kartu alamat terima kasih halo selamat pagi siang
            sore tolong mohon bantuan bantu sampai tiba menerima paket hari minggu besok kemarin salah rusak
            menukar tukar diskon kode toko pelanggan membatalkan batal barang nya beliau seseorang sesuatu
            siapapun semua setiap lain lainnya sama sendiri dua tiga empat lima kali bulan tahun jam menit
            orang manusia petugas masalah kesalahan cacat warna warnanya hitam putih merah biru model produk
            celana kemeja ikat pinggang tas ritsleting kancing bot kain wol katun harga gratis faktur struk
            nota konfirmasi akun kurir pos gudang tersedia habis jadi namun sekarang segera nanti awal
            terlambat antara melawan mengirim dikirimkan membeli beli menemukan lihat melihat tahu mengetahui
            bicara berbicara menulis buka membuka datang lama mengambil ambil mungkin hadiah baru besar kecil
            halaman sandi sesuai cocok langsung pernah sering kadang salam apakah bisakah bolehkah
            pengirimannya mendapat mendapatkan
            """
        ),
    ]

    /// For each language the letters that hardly any other one writes.
    static let letters: [(language: String, letters: String)] = [
        ("pt", "ãõ"),
        ("pl", "łąęśźżćń"),
        ("sv", "å"),
        ("da", "æøå"),
        ("no", "æøå"),
        ("cs", "řěůďťňčšž"),
        ("tr", "ğışİ"),
        ("ro", "țșăţş"),
        ("hu", "őű"),
        ("vi", "ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"),
    ]

    /// The language whose words and letters are the most in a text, and the share of the evidence that speaks for it.
    ///
    /// - Returns: nil when none of the words is known.
    static func language(of words: [String]) -> (language: String, share: Double)? {
        var evidence = [Double](repeating: 0, count: Self.words.count)
        for word in words {
            // A word of several languages counts for each of them in part.
            let places = wordPlaces[word] ?? []
            for place in places { evidence[place] += 1 / Double(places.count) }
            let letters = Set(word.unicodeScalars.flatMap { letterPlaces[$0] ?? [] })
            for place in letters { evidence[place] += 1 / Double(letters.count) }
        }
        guard let best = evidence.indices.max(by: { evidence[$0] < evidence[$1] }), evidence[best] > 0 else {
            return nil
        }
        let second = evidence.indices.filter { $0 != best }.map { evidence[$0] }.max() ?? 0
        // In a text of a language two words in five are known, or more.
        let known = min(1, evidence[best] / (0.4 * Double(words.count)))
        return (Self.words[best].language, known * evidence[best] / (evidence[best] + second))
    }

    private static let wordPlaces: [String: [Int]] = words.enumerated().reduce(into: [:]) { places, entry in
        for word in Set(entry.element.words.split(whereSeparator: { $0 == " " || $0 == "\n" })) {
            places[String(word), default: []].append(entry.offset)
        }
    }

    private static let letterPlaces: [Unicode.Scalar: [Int]] = letters.reduce(into: [:]) { places, entry in
        guard let place = words.firstIndex(where: { $0.language == entry.language }) else { return }
        for letter in entry.letters.unicodeScalars { places[letter, default: []].append(place) }
    }
}
