// Made by scripts/fit-language-table.

extension LanguageTable {
    static let entries = """
        '=f.cI. 'a=FCqBF 'a_=CAiCB 'ai=BAiAE 'ai_=AAiAE 'ap=BBgAB 'ar=D.g.C 'av=AAdAB 'd=gCaBC 'd_=iBCAB 'e=bGkEA
        'en=CBlAE 'en_=BBkAF 'es=.CmBG 'est=DAlAG 'h=C.lCE 'i=HBr.G 'il=CAiCC 'il_=CAiCC 'l=iEbBD 'll=jDBAC 'll_=jDCAC
        'm=iC.AD 'm_=hBBAC 'o=BBlBF 'ou=DBlCC 'r=iAAAE 're=kBEAC 're_=kBEAC 's=dfdFH 's_=iiHBH 't=mDCBE 't_=lCEAD
        'u=CAjCD 'un=BAhBB 'un_=CAhBC 'v=hA.BD 've=gAAAC 've_=iACAC 'y=FCnAE 'y_=GBoAD 'é=BAjCE 'ét=A.eAC _a=aA...
        _a_=iHfhO _ab=a.BBd _ab_=DtEEF _abe=FhAFe _aber_=DsCDI _able_=oCFEB _abo=hFAgH _about_=nAJAA _ace=JGGet
        _acerca_=.AFpI _act=aCalK _ad=bCaAa _address_=mCDAE _adr=GaAJq _af=AJBbk _aft=nACBH _after_=nDBAG _ag=fEabD
        _age=iEa.E _agent_=lEBBC _agu=DaElD _ah=G.BjB _ahora_=A.CqM _aid=FDlFd _aim=EBqEF _aj=FEbCl _al=AACac
        _al_=MMIto _ale=A.BCe _alg=DEEgg _algo_=BBApK _all=EcfGc _all_=z.MFG _alle_=IoNGq _aller_=FCxCL _alles_=InLEk
        _allí_=ABAhE _als=ciIKh _als_=NlEFm _alt=CeMbj _am_=lnPNd _ami=DFsaI _an=.bBCd _an_=npIQD _and=.AEcc
        _and_=xFG.K _anderen_=BoADI _ang=egeBN _ant=cbPcg _antes_=GGKip _any=nEDBB _any_=kBA.H _aq=.cNhb _aqu=.cLhb
        _aquí_=AA.eC _arb=FhadH _are=mEGDd _are_=rKFJi _arr=CFebb _art=C.EEm _as=eHcbB _as_=lLmQe _ask=nCBAH
        _ask_=iCA.D _at=eECAc _at_=rHKLm _att=aIkHe _au=BbcaE _au_=EKoHi _auch_=FmFBa _auf=DoGBB _auf_=CnIAA _aur=DDmAD
        _aus=biBdM _aus_=GzFGF _aussi_=BEmDB _aux_=FEtED _av=DHdah _ava=gBeEE _avant_=D.kCE _ave=E.AAf _avec_=B.oCI
        _avez_=.apFK _avo=eBiEG _avoir_=B.hBD _avons_=BCjAE _ay=HFBke _aye=EAFqE _ayer_=EBJvE _ayu=CABjD _az=.IF.n
        _b=.A.Ab _bac=lBBaH _back_=sID.F _bald_=ArCDI _bat_=CqCBI _be=bBA.a _be_=zIJIG _beb=DDArI _bee=gaDBB
        _been_=uK.DG _before_=pDDBE _bei_=EtDCH _bes=BdACc _besoin_=ABnBI _besser_=CnFbG _best_=pEF.E _bet=fdFIf
        _better_=rIAbJ _bez=GeDFk _bie=GceeF _bien_=DMjmE _bin=Hca.b _bin_=GvBDJ _bir=eFHFn _bis=Fh.Ig _bis_=DuCCL
        _bist_=EuB.N _bit=ikGEH _bitte_=HtE.G _ble=EeaJj _bli=aeLKq _boi=ABoBJ _bon_=GGnKk _bonne_=DFpBE _book_=zBFIJ
        _bra=BAcFe _buc=agBBD _buch_=Hl.AB _bue=CCCnE _buen_=BEBlD _but=b.AHg _but_=lDa.J _by=oJNFo _by_=xFCDK
        _c'=HEhCh _c'e=EBiAA _c'est_=CAi.E _c=.AAAd _ca=aab.C _cal=cI.ae _call_=qACHD _calle_=EDFuF _cama_=CAFsH
        _came_=sCGGB _can't_=d.BAB _can=cIaae _can_=sBIJb _cancel_=pAEDF _car=a.CAb _car_=tGgHL _card_=nGLFl
        _casa_=EADwL _casi_=BAGrH _ce=FCfab _ce_=LMsIo _ceci_=AalEH _cel=AAgdH _cela_=.auLK _cer=AH.ed _ces=DAnCF
        _ces_=ECuGE _cet=CCqCH _cet_=DAmBF _cette_=BDnAG _ch=AB.Ac _cha=cAf.H _chambre_=C.oJA _change_=lEB.E _chc=BFCAl
        _che=cEaBc _check_=kGA.C _chez_=BAkBE _chien_=BDsFG _cho=.Fe.. _chose_=.DnGB _choses_=FDnEa _cin=BHA.k
        _coche_=.DEpF _com=bGaca _combien_=A.mJB _come_=fHF.h _comer_=IADvH _comme_=FDoDA _como_=FDCgf _con=.C.ba
        _con_=JLMto _correct_=uGACJ _cou=dbgBJ _could_=kDCaF _cr=cAbbF _cre=aBBhF _creo_=EBDoD _cu=aMAeg _cua=D.Hla
        _cuando_=A.AiH _cue=BaCmH _cuenta_=EABlD _cus=cBCHj _cuá=A.AjH _cz=DCCDn _có=DDD.l _cóm=A.AhE _cómo_=A.AfD
        _d'=FCpCD _d'a=CBh.C _d'un_=CAhBB _d=AA..a _da=.dCBa _da_=JlNci _dag=CBDGo _dal=CBIam _dan=bBb.B _danke_=EmBAE
        _dans_=GEzGH _dar=BfG.d _das=LhaAd _das_=NkBBf _dass_=DlBBE _davon_=BlDBC _day=jBBBD _day_=jCABD _de=BCbba
        _de_=MMkmb _deb=AEclI _decir_=CBCiA _dei=BeEDe _dein_=BoBDG _deine_=CrDEF _dej=DHddd _del=hEJbf _del_=HIHqg
        _dem=CcdD. _dem_=GnJFi _demain_=EBkBA _den=abBCa _den_=NqHHl _denke_=CkA.H _der=OiBBi _der_=FxJNe _des=bbb.F
        _des_=LmmHF _det=.GDdg _dev=AFfCb _devrais_=BBk.G _di=BCBbe _dic=FcGee _dice_=C.DvO _dich_=FzaLM _did=tEEEE
        _did_=qDDEE _die=ciK.A _die_=cnLLg _diese_=Fl.DB _diesem_=Ela.H _dieses_=FqBFC _dij=..EmG _dinero_=BBFqF
        _dio=CCakF _dio_=DBGsG _dir_=FzGKF _dire_=HDlEe _dis_=DCqFE _dit=GFjGk _dit_=KEjFl _do=cBaDb _do_=vKINl
        _doch_=DoCBF _doe=dbEEe _does_=oDCDE _doing_=lBE.E _don't_=eABAB _don=dIekJ _dort_=FmdGE _dos=HCadf _dow=lEABD
        _down_=mHABC _dr=feADF _drei_=DsBBL _dri=ecJCe _du=AaBba _du_=KniQd _durch_=FoBBE _dz=DCDCn _dzi=.CCAg
        _dé=EBjgJ _déc=AAiDD _dét=AAkGB _dí=CCCbh _día=AAAgD _dó=AABkG _e=AAA.c _ea=gCCIg _ear=oCCDE _eat=kAACE
        _eat_=jBBAE _ei=BhIEi _ein=BzHGJ _ein_=BtDEI _eine_=CtFEF _einen_=.lABI _einer_=AjCBC _el=AFBcf _el_=HKMzf
        _ell=FM.jh _ella_=FCEzO _elle_=CFzIO _elles_=FCzIJ _ellos_=CABoH _els=qCDDF _else_=pBCDG _emp=AHdda _en=aCcaA
        _en_=QToqf _enc=CIBdj _encore_=GavEK _end=bg.Ne _er=BkKBd _er_=OwKPs _era=CJGlh _era_=DHFkg _ere=EDAuK
        _eres_=BHEzK _ers=JjDjG _es=Cb.cA _es_=ZqjnN _esa_=DDDkb _esc=bGafC _escuela_=BaEjD _ese=FDCjc _ese_=EFFnd
        _eso=CFFtE _eso_=BF.uL _espero_=CEBmC _ess=FECdj _essen_=BpD.J _est=JMgig _est_=JHzPI _esta_=bBNfi
        _estaba_=..BhF _estar_=.BCnJ _este_=.HRlo _esto_=.DCtM _estoy_=AACiD _está_=AADbd _están_=.A.lJ _estás_=.AAmK
        _et=JHkcf _et_=IIpKm _etw=ClAAF _etwas_=CiA.E _eu=DiAE. _eu_=CQiFp _euc=DjBBC _euch_=CiBBB _ev=kCEcE _eve=oaFbK
        _ex=fAebM _f=bC.Bc _fa=.AABd _fah=afBAD _fai=d.gDG _faire_=JAqDB _fais_=DAmDD _fait_=EBjAB _fak=dEBCe
        _fand_=FvEBI _fat=dIgGe _fau=b.hFD _faut_=EFn.D _fav=cHCfc _favor_=EGEgi _fee=oCCCE _feliz_=CABlF _fer=DahEA
        _fi=..Baa _fil=bedAJ _find_=zLCBI _fl=ed.cK _fo=aAcAA _food_=ncCEJ _for=bEAac _for_=pIHKl _fort_=AdoJH
        _fr=baaAC _fra=A.CAe _francés_=..GkD _frau_=ApDBI _fre=ecAcJ _french_=uHEFB _fri=dc.bI _fro=e.gCH _from_=tEFBH
        _frü=CiAAC _fu=ab..C _fue=EcDmG _fue_=DGFrB _fui=EAbmI _fui_=BBHqE _fut_=FEtDF _få=BDCAi _fü=CnCBF _für=BgAAC
        _für_=BgAAC _g=A.AAc _ga=.Dc.a _gan=KBFmf _ge=C..Be _geb=DjDCb _gef=DpACG _geh=GpCAE _gel=MhdGh _gens_=DFtEE
        _gente_=.EGwL _ger=BiFEd _gerade_=CpDCF _ges=HgADf _get=reFCN _get_=vFDBK _getan_=Fn.EC _gew=CkA.G _gi=.cLDm
        _gib=GkCEe _gin=HpFB. _gla=fd.DF _glü=BiBBD _go=bABAb _go_=vFHED _god=hJEEm _goi=gDDCc _going_=iBB.E
        _good_=uEBEJ _got=g.EcE _got_=uGEAI _gra=aF.ac _gran_=DCGuG _grand_=FGtDC _gratis_=IBIfm _gre=hcFFa
        _great_=kEABC _gro=DacKk _gu=da.bG _gus=DBCnE _gusta_=EBBnE _gustan_=CFAj. _gut=DlGcD _gut_=DoDCE _gå=CDCAk
        _gö=BEBAj _h=..E.e _ha=acEa. _ha_=EIKse _hab=FaefF _habe_=BxAPD _haben_=.xBRD _haber_=.FCoG _hablar_=ABBfA
        _hac=BAGsI _hace_=EBBpF _hacer_=CAAiC _had=hHFHm _had_=jHBEe _hal=BeDGi _hallo_=JoBKi _han=..Iah _han_=MLCmo
        _hap=mBCBF _happen_=nECBD _has=fcabL _has_=qHGjL _hast_=NyBEE _hasta_=AHamF _hat=fmHFF _hat_=bvHFI
        _hatte_=EoEBC _hau=FicCC _hause_=EmFB. _hav=gHFGn _have_=yCBFN _hay=.DCkC _hay_=BEBlD _he'=iCCAC _he=.BDae
        _he_=qNJmF _hea=kAACG _hei=JjbFe _hel=cAFbc _helfen_=Di.AD _hello_=xKeII _help_=qC.BM _hen=EFHFy _her=aaCaA
        _her_=lcILf _here_=zHCHJ _heute_=CmGAB _hi=aaA.A _hi_=xFEGG _hic=GCDqC _hice_=GADoC _hie=MfdeB _hier_=GigKb
        _hil=FbEAj _him=icDAH _him_=sGBDF _hin=IoGEf _his=hEaeI _his_=xCFJE _hizo_=CAAlG _hj=JEBao _ho=bABAa
        _hombre_=A.JlA _home_=oABDI _hop=qDBEF _hora_=DCHmc _how=oFAED _how_=oFAED _hoy=ECCk. _hoy_=EDCmB _hun=gdMEh
        _hv=hHEIn _hvi=HBDCq _hvo=FD.Dn _hät=AfABC _hätte_=AhBBE _hö=Aj..G _hör=Ah.AG _i'=mDDBD _i'd=fBBAB _i'd_=fBBAB
        _i'l=gBBAC _i'm=hBBAC _i'm_=hBBAC _i'v=g.BAC _i=aBBBd _i_=zeSSf _ic=EidI. _ich=GoHDd _ich_=GoHDd _ici=DDnDC
        _ici_=BBuCN _ido_=DACrK _ie=DIFDw _if=tEFDD _if_=tEFDE _ih=HgBBd _ihm_=DmAAH _ihn=CoAAI _ihn_=DkAAF _ihr=ElB.D
        _ihr_=CiAAD _ihre_=EjA.E _ik=KJDBz _il=EHkHi _il_=PLyHl _ils=FBp.H _ils_=FCrBG _im=Ce.Ca _im_=HxIHa _imm=dagCI
        _immer_=IvFAF _importa_=DAMqa _in=.B..a _in_=ppROa _ing=KKFlp _inn=DD.Bj _ins_=GtECD _into_=ocBFJ _ir=HABhb
        _ir_=IGLom _is=jeOEe _is_=uOGLm _ist=MpEEg _ist_=MzC.N _it'=iCCAB _it's_=hCCAB _it=kCKab _it_=zIGIM _j'=DBoBG
        _j'a=ABhAD _j'ai_=AAfAC _j'e=A.gAD _j=.baC. _ja=ab.Ec _ja_=GyMMi _jak=CCFEr _jamais_=B.lCF _jap=dcbcL _je=B.bCb
        _je_=JbtQe _jed=BmDCD _jem=CpEBF _jemand_=CkD.D _jetzt_=.hD.C _jov=CDCnE _js=bDBHk _jus=gHgaG _just_=qBKD.
        _juste_=EAqJA _k=BaBCe _ka=DeGBh _kam_=BoAAK _kan=AbECf _kann_=BlA.I _kannst_=Bi..H _kar=AdBGf _ke=fbIHi
        _kei=ClCAE _kein_=BiAAE _keine_=BhBAD _ken=BhDDb _kin=djCAK _kinder_=FoaED _kj=DEFBq _klar_=FxEEI _kle=CdHDl
        _kn=fcIGf _kno=cBCEg _know_=hC..E _ko=.bGBf _koc=CrBCJ _kod=BGBBm _kom=FeFDk _kon=AgECb _kor=d.DDd _kos=FcCBh
        _kr=DkCEa _kt=EHCHx _ku=BeIAg _kun=GDABm _kur=EeBDf _ké=BCEEn _kö=CcDCf _kön=.i.AH _l'=GDuDF _l'a=CBkBD
        _l'e=BBkAE _l'é=.AfBC _l=A..Ab _la=aAaaB _la_=IVoo. _lai=EGdFn _lan=BfAJg _lange_=EoH.C _las=edEfJ _las_=AdHoK
        _lass_=KtAFB _lassen_=CkCAD _last_=qFBDF _late_=sECDG _le=C.ab. _le_=JNtqM _lea=pCEDC _leb=EkDFe _leben_=.kCDD
        _lef=oEBAF _left_=nFAAF _leh=CdGBh _lei=FfFae _les=E.fbC _les_=IIngC _let's_=kFD.A _let=jEGHk _let_=vCHDG
        _leute_=BnJBA _lev=CaBad _li=dBA.A _lib=AAdfH _libro_=DBDlB _lie=gmAHK _liebe_=EkCAB _lif=mDCCC _lik=iFEEg
        _like_=uDDCJ _listo_=GEDuE _live_=naDCH _lives_=pCEEC _livre_=C.lBG _ll=FCGwG _lla=DBEqE _lle=ECFsE _llo=CCBoG
        _lo=.BAAc _lo_=NQHzn _long_=kEgFG _loo=lD.EB _look_=pBCCH _lor=GHdIu _los=ecJiG _los_=AgGnM _lost_=pF.CE
        _lot=nADDE _lot_=rDEFD _lov=obDGF _love_=tEBDJ _lui=CCgFd _lui_=CBhGd _lunes_=ACGpF _là_=CDgCb _m'=FCpCE
        _m'a=CAhBB _m'a_=BAgBB _m'e=DBiAB _m=A.A.c _ma_=LNwLo _mac=AhAF. _machen_=HnD.B _macht_=EuC.M _made_=wHFDF
        _madre_=BDHwI _mag=CddIc _mag_=GjFCg _mai=CbABc _mais_=DBaGm _maison_=CBpDH _mak=gBGGh _make_=ldAAM _mal=Hbdb.
        _mal_=HigfO _malade_=DErED _man_=iqKHH _many_=nCDBF _march_=tEIEA _marie_=CBnDE _matin_=CCmCD _may=jBBfL
        _me=aCbAa _me_=kWhmH _med=ED.dd _meh=CfBB. _mehr_=CgAAB _mei=GiCGi _mein_=CnDAG _meine_=BnEBE _mej=C.BkG
        _mejor_=D.AhD _mel=FACGq _men=CAA.f _menos_=ABBnI _mes=CCA.f _mes_=KGjhA _mi=AaC.c _mi_=IMIvh _mic=bdEBb
        _mich_=PyaAJ _mig=CMfEo _min=.BBac _mind_=lCABF _mir=AfFiG _mir_=FzHOB _mis=bE.c. _mis_=GEhnK _mismo_=BBakH
        _mit=MibEf _mit_=JkcIe _mo=..aBa _model_=eEEGm _moi=BFjCa _moi_=CBkHb _moj=CGFdk _momento_=DCBpG _mon=BAd.A
        _mon_=GFzEG _monde_=DDuID _money_=qDEFB _mor=d.AC. _more_=uEFBH _morgen_=IhCEh _mort_=DDrDE _mov=jaGdI
        _mu=aaDaa _muc=dFCjE _much_=sGAJ. _mucho_=GABlC _mundo_=CDbmG _music_=qEDDE _muss_=JqAAF _must_=oEACE
        _mutter_=DoA.K _muy=EBBqH _muy_=EBBqH _my=iJBHk _my_=rDEED _má=DCDbj _más=ABAe. _más_=AAAfC _må=BBACh _mê=DCfFg
        _mí=BBAjE _mí_=BBBjD _mö=DcDBg _möc=Bg..D _mög=AmBCG _müssen_=AjABE _n'=EBoBF _n'a=CAhAD _n'a_=ABgAC
        _n'ai_=AAe.C _n'e=CBiAC _n'est_=BAfAB _n=Aa.Bb _na=B.ABd _nac=EjFlL _nach_=CmACE _nad=HFFoe _nada_=DDEgf
        _nadar_=CBAqK _nadie_=DGDsD _nah=BmDCC _ne=a.bDa _ne_=PDxNj _nec=bDBgC _nee=hbECB _need_=wFEDH _nein_=BsFCG
        _nes=DHCDs _neu=CkDaE _nev=iBFjK _never_=oACEF _new=cccaJ _nex=kDDAB _nh=HBG.p _ni=CABbd _ni_=INcoe _nic=ahFKh
        _nicht_=Ev..Q _nichts_=CgA.C _nie=GeHai _nie_=CkCFa _niñ=ABAhC _no=cGAdb _no_=pWRvc _noc=DjBdI _noch_=CxALG
        _noche_=.GFnB _nom_=CBqEH _nos=ALfaf _nos_=OHghh _not=da.BC _not_=zBPEH _notre_=CAoEG _nou=FCgFg _nous_=GBsBI
        _now=gDCDe _now_=mBACG _nu=EAb.c _nue=BBDpH _nuestro_=CFCnC _number_=nCCBE _nunca_=DBEfd _nur=AmDBF _nur_=CnDAF
        _ny=CBAcc _nä=BaCCg _nå=DCBCk _né=.DkIb _o=.AA.c _o_=afQcf _ob_=EqCCF _oc=cLbcd _ocu=D.BlF _od=DcIBk _ode=AgAKe
        _oder_=DsBDH _odi=EFAtG _of=eCCbA _of_=pDGLh _off=hBeDF _off_=tEDDF _og=IICIz _oh=AhcaL _ok=bd..G _ok_=da..E
        _ol=aGNas _old=jEBC. _old_=mD..I _olv=CABmG _om=FHE.t _om_=FHDGx _on=aDABf _on_=rNlKD _one=qGEGa _one_=uFGFC
        _only_=lBBBF _ont=DEiGh _ont_=HDzBO _op=cHCBj _or_=zFFHI _ord=edBEC _order_=wJBFD _os=EFCdi _os_=HLCgp
        _ot=cEChC _oth=iCE.A _otr=CBDoF _ou_=GFsGa _our=qDDDE _our_=rCHAG _out=baCdB _out_=zEJAJ _ouv=CCnDE
        _over_=oMKHq _ow=nEACD _oí=BABmG _où=BBnBH _où_=BBnBH _p=aBaAb _paar_=DoDbJ _pac=AAFag _pad=ABJhe _padre_=.CFpF
        _pag=CIEcn _pak=DABAi _par_=CFoeK _para_=JKJsk _parece_=F.CnE _parle_=BCrLB _parler_=ABoEH _part_=iFmFJ
        _pas=ADc.b _pas_=JFrKh _pay_=oADCF _payment_=kCE.C _pe=.CA.d _pel=AKBbl _pen=.Hcda _pendant_=FDrDD
        _pensais_=BAlFD _pense_=LApaE _people_=kBCCC _per=.AABd _perfect_=uFDDG _pero_=FCElb _perro_=E.CtL
        _person_=gbJLl _petit_=DErCF _petite_=DCrEF _peu=DDidE _peu_=ABmCG _peut_=AEjAC _peux_=AAfCA _phone_=wFGEF
        _pid=EBBlB _play_=qDBEE _ple=hGgDE _please_=kADEA _plu=.Bh.E _plus_=BBkDB _po=bA.Ba _poco_=EFEhg _pod=EHEhk
        _poi=hBkEK _por=DFacg _por_=LI.og _porte_=BCwJH _pos=AD.ae _pot=AHBBm _pou=BCkCC _pour_=HBo.E _pre=aEb.b
        _prendre_=..kIB _prie_=DEtCH _pris_=IGiIq _pronto_=JCBxI _prz=CDCBl _pré=..kFE _pu_=CDuEI _pud=ECCsH _pue=DDekH
        _puede_=AACgB _puedo_=B.AeC _pui=BBhBB _puis_=B.iCD _put=fIBGl _put_=mFcBH _pè=CAiAE _q=.Ea.d _qu'=DAmBE
        _qu=.C.ab _qua=cDeMi _quand_=CBqaM _que=AIcdc _que_=YCjpb _quel_=AauJK _quelle_=..oBM _qui=cDbfG _qui_=DbzPL
        _quiere_=CAJqC _quieres_=B.FjA _quiero_=D.BhB _quién_=..FiC _quo=dajCL _quoi_=A.nBK _qué=A.KsF _qué_=A.MrD
        _r=.baDa _rab=ABHCn _rai=jABCD _re=aBcaB _read_=nCCGA _recht_=ClBAF _refund_=oHDBA _rel=bAdiN _ren=aGdDf
        _rendre_=.AkFC _rep=.bdeK _report_=mDDDB _rester_=DDrDG _ri=.E.Af _richtig_=EjCaC _rie=K.bcf _rien_=BGvCI
        _rig=fCjFF _room_=nACCG _roz=DEAHs _ré=BEkE. _s'=JCtCE _s'e=FAiAB _s=aA.Bb _sa_=JJtLm _sab=GIDmh _sabe_=FHCii
        _sag=HiDCf _sagen_=EoCBE _sagt_=EmCAD _sah=CpCED _sai=ADbDg _said_=oBGCC _sais_=A.lEG _same_=oDDDC _sans_=DErDD
        _saw=lCBCD _saw_=mCCBD _say=hEIFl _say_=rCDBI _sc=a.BDe _schon_=FwEAK _school_=kBBBD _se=AAacA _se_=RSlpi
        _see=laEGA _see_=qbGHE _seems_=nDCBE _seh=CjCCB _sehen_=Cg.AD _sehr_=BhABC _sei=CiDbD _sein_=AqFGD
        _seine_=AoEDE _sem=HEcbg _sen=aD.Cf _sens_=HEzGG _ser=.FebA _ser_=LENpn _service_=kAbGD _ses=DEgFh _ses_=JBsBD
        _set=haIGh _seu=FDBBn _seul_=ABkCF _she=kaDED _she_=nEBCC _sho=hbFaF _should_=fBABA _si=A.Bbb _si_=QNnme
        _sic=fjEDF _sich_=KsACE _sicher_=FnJa. _sid=CCFBn _sido_=E..pK _sie=KeDde _sie_=BwKJ. _siempre_=aABlI
        _sin=CcHag _sin_=JDHnh _sind_=LyADH _sk=cF.Hk _skr=IFCaq _sna=aECDk _so=acAaC _so_=ooLQ. _sob=BDGjc _soi=EEjjJ
        _soir_=BCmEC _soit_=ACpEG _sol=CB.fA _sola_=CDGvH _sollen_=DmBDC _solo_=CEDrE _som=AEAAh _some_=wAHDJ
        _sommes_=EErBF _son=DBa.f _son_=AQopM _sont_=FCwEJ _soon_=tDHED _sou=fakHK _soy=DEggD _soy_=CCHqB _spe=kBAKc
        _speak_=kDAAE _st=ccbGA _stay_=qDDCF _ste=ahIHh _still_=meDCK _str=fgHLh _stu=feAI. _stø=EBC.j _su=cDA.b
        _su_=LLazC _sue=BAAmI _sui=dBmCL _suis_=EBoDC _sup=dddbN _sur=fDiDG _sur_=GCnaE _sure_=oCDBF _sus=DbdgH
        _sus_=FHAsE _sv=AFCHr _sz=ACDFn _sé=BG.gb _sé_=..OxI _t'=FCpAF _t'a=BChAB _t=.AAAb _t_=BiuLN _ta=.AaA.
        _ta_=KJuOn _tag=IkJIp _tag_=CoBAI _tak=gEGFk _take_=hDBAA _talk_=iC.BD _tan=GAcea _tan_=CHDxJ _tanto_=EE.qG
        _tar=FJbgg _tarde_=ADOkj _te=DB.bd _te_=SOlpf _tea=qCFAG _tel=eabdL _tell_=wHDEF _tem=BBABg _temps_=DCoEC
        _ten=.Fbd. _tengo_=CABoI _ter=aGbBf _tes_=GFwEE _th=fAaKe _tha=lLAAb _than_=nABBI _that_=kFFbB _the=gbBEB
        _the_=iBBGc _them_=qHBbH _there_=oFFaE _these_=mFCaE _they_=pGDAD _thi=jFBB. _think_=fC..B _this_=kADBD
        _tho=jDcEE _thr=lDCAD _three_=hCBAB _ti=AEBdc _ti_=EGLrf _tid=BEDHs _tie=ABBda _tiempo_=BBAhC _tiene_=FHEzL
        _tienen_=AGAuL _tienes_=FDHyH _til=.HGJy _tim=fI.Dg _time_=mAKJi _to=b.AA. _to_=zFMPh _tod=DeGdc _today_=kBbDG
        _todo_=EAatP _todos_=BDCde _tog=aIEEr _toi=FBgIi _toi_=DBoDE _told_=lFB.E _tom=aaacF _tom_=aaacF _toms_=FpBDD
        _ton=GBkdF _ton_=GEwGE _too_=mEDCA _tou=.Bj.H _tous_=GBo.E _tout_=IBt.J _tr=AAB.e _train_=cGnFD _travail_=G.lDA
        _tren_=BFDuI _tried_=lDBBD _tro=DAeEf _trop_=FCuFG _tru=icBGB _try=nDBCE _try_=mDCCD _trè=.AeAC _très_=.AeAB
        _tu=Facb. _tu_=QBkjA _tud=FGFHz _tun=biCH. _tun_=CwEDJ _tus=JCEod _tus_=EDBsH _tut=HiDIl _tut_=Dq.CI _tuv=AAElE
        _two=qGBBF _two_=tFCBI _tú_=BBBnI _u=.BBAe _u_=laOGg _uh=.gABD _uhr=BhABC _uhr_=BhABC _um=DmKNp _um_=NqDFg
        _un=BAbcC _un_=OSrq. _una=bFIjc _una_=MHCpi _und=dfINl _und_=IyBBK _une=FAhIi _une_=EKzCG _uns=GjCEe
        _uns_=OjACh _unt=hfEGA _up_=ufJHH _us=fFDiD _us_=xBHHF _use=jEFDe _use_=nDCCD _ust=ICAqC _usted_=IACoB
        _ut=FPibk _v=BBaAd _va_=MGnkE _vais_=BAk.G _var=BHDAp _vat=DnDAE _vater_=DnD.F _ve=B.AdA _veces_=CaFnG
        _ver=Cd.A. _ver_=JHKti _verdad_=BCAjC _very_=oDBED _vet=DMBhk _veu=BEkAD _veux_=.AfBB _vez=CCMlh _vez_=BCLmd
        _vi_=HJKpm _vida_=BDCrH _vie=DdCaa _vie_=DEpBF _viel_=CxFFI _viele_=.mCCG _vielen_=Bn.AJ _viene_=BFEqD
        _viens_=AEsGE _vient_=FEsBF _vil=GccKk _ville_=.EsBK _vino_=FCEsF _vis_=CCuFI _viv=DCdkG _vo=Gbd.a _voi=.EeIj
        _voir_=ACmAH _voiture_=CAk.G _von=Fe.Fh _von_=BtHCG _vor=GhbKi _vor_=BsCHF _vot=cFfbE _votre_=AAmDG _vou=HCiEg
        _vous_=HEvAH _voy=FCjeG _voy_=FCJuB _vr=BBaEh _vra=CBiBA _vu=FGjfC _vu_=A.tHK _vy=FFACq _vá=DDEdi _vä=AEABi
        _w=aaBBa _wa=ffHJf _wai=kBEaF _wal=j.A.I _wan=eAGEg _wann_=Fn..H _want_=iMCaf _wants_=nDCaG _war=aiDF.
        _war_=ckACJ _warum_=Dj..F _was=ecEEb _was_=geFIc _wat=eIBAg _water_=pE..J _we'=jCDAB _we=a.aAA _we_=pKIJn
        _wea=pEBCE _wei=ckDEE _wel=adIIn _well_=pHAaH _wen=ghEBG _wenn_=FjAAB _went_=nHDaC _wer=fnEFI _wer_=IsBBE
        _werde_=CpBEF _werden_=BiaDC _were_=sIDBD _wh=dC.aB _wha=BB.ab _what's_=hEBB. _what_=zJLBE _whe=lDBAE
        _when_=jE.AD _where_=gBBAA _who=mBDCD _who_=nCCCE _why=gBBAC _why_=gBBAC _wi=geIIg _wie=FhDBd _wie_=IiCBf
        _wieder_=Ak..J _wil=aaFFj _will_=iia.S _wir=Go.AG _wir_=EnBBF _wird_=GkAAC _wit=cFFCk _with_=nAaBL _wo=ihGIA
        _wo_=Nz.BJ _woh=FmAAE _wol=C.CDk _wollen_=FkaaG _won=kBAAG _wor=idC.I _work_=lH..C _wort_=GqBBE _wou=iD..E
        _would_=fC..C _wr=khEFG _wro=mCBBF _wu=BpEDF _wur=ElBAD _wurde_=BiBAC _wy=HCBAn _wä=BkB.G _wü=ClCBD _wür=BiACC
        _y=BAaeC _y_=NCppN _ya=.GIgh _ya_=CGLoh _ye=iBDBB _yea=qDDED _yes=uDGHB _yes_=rDGFB _yo=a.Cc. _yo_=GHGzG
        _you=o.ECH _you_=oAEBG _your_=kAFAC _z=BbABc _zam=EHDdm _ze=GhIGp _zei=BiAAE _zeit_=BiA.F _zi=DgHHm _zu=CqFbK
        _zu_=CuCEJ _zum=ChBaD _zum_=CiABC _zur=DgAbD _zur_=CkACD _zw=EdFEj _zwe=AjAAF _zwei_=Ah..G _à=DDmFa _à_=EDoFA
        _å=DEFDs _ç=DDbEk _ça=BBfCa _ça_=AAtCO _é=HKcbn _éc=C.jAF _éco=AAnGE _él=AAajI _él_=AAMvH _ét=BAmBH _éta=AAjCE
        _été=.ajFE _été_=.aiED _ê=BBmBG _êt=AAhAE _ête=AAeAB _êtes_=AAeAB _êtr=A.fAD _être_=A.fAD _î=CDGGu _în=CCHDr
        _ö=EdGFo _ü=E.FEp _üb=BlBAF _übe=BhABC _über_=AfAAC _č=AADCj _đ=EGGGy a=...aA a_=ABAac aa=ACBcc aa_=FECif
        aan=BDAaf aan_=BDIan aar=DdF.f aar_=FbIak aat=eEDDh aat_=fFIDm ab=..aaB ab_=foKDE aba=AG.fb aba_=FDGle
        abaj=BAAjF abat=DEaAi abe=EdEdb abe_=GkHac aben=EmFbD aber=ECHhh abl=eEdfI abla=BCDlC able=gEfdK abo=eCBfG
        abou=pBJBB abra=CAIqD abt_=CkCCB acco=cAdHb ace=C.Aab acer=EBdlI aces=.FGDr ach=B.b.A ach_=alHE. ache=bccFA
        acht=JfDCk aci=.Jcec ack_=ccEIh aco=CCE.k ad=caAAA ad_=fbJca ada=.IAde ada_=BFBfd ade_=ae.Ke adie=HAdkE
        ado=EDbdb ado_=FAHfi ados=A.GoG adre=IAEhg ady=lCBCC ady_=lCBCC afte=i.CCC ag_=BiPGp aga=.Lcgb age=bBbBA
        agen=AhEcF agl=DEDdj agli=BECGq agt=DhAAA agt_=DiC.B agu=.D.fB agua=DABnG ah=AB.Ad ahl=EmBDC ahn=AkBED
        ahor=A.BpL ahr=BlEbG ahre=AjBAF ai_=CBbAd aid=gIcbD aid_=rDBFF aide=BDmBD ail=eaCcF aill=F.oDE aim=dEeD.
        aime=EAqDG ain=eBdLe ain_=hDeFC aine=AFjFc air=g.aAF air_=iAAFA aire=GBmfJ ais=DEfb. ais_=HHieb aiso=CAlCE
        aiss=CApCI ait=AHjCa ait_=.EpEF aite=CBjDB aj=aHCfe aja=cCEkF aja_=AECnF aje=EBCpF aje_=AAGmE ajo_=DABlE
        aju=GCAHs ak=.A.cB ak_=abHJn ake_=jdGG. aket=EBDBl akin=mEBBD akk=.DCBi aks=EEHEw akt=FbFCm aktu=BBABf al=.A...
        ala=aCB.e alam=DFBAm ald=KaHlf ale_=DCBcf ales=CA.mI alg=FFafe algo=BBAfA algu=EDEeh ali_=.CCDk alid=ACBlG
        alin=GHgDl alk=gbDDB alk_=hBAAD all_=aaaBA alle=BdABa ally=nECCB allí=ABAhE alm=cBcdI alme=H.ifG alo_=.aOhf
        als=edGA. als_=ciHKg alt=CdIdd alte=.gDbF am_=..BDf ama_=.BKdi amai=B.lCH ame=fc.BG ame_=e.FhF amen=Fb.Af
        ami_=BEhMm amig=.AGpG amin=cA.kM amm=AAAFh amo=.CCcd amos=CBCuL an'=gBCAB an't=d.BAB an=a...A an_=b.Ebb
        ana_=DBKii anas=a.FlG and_=b..B. ande=IgcDc ando=DCCkB ang=b.cBB ang_=.eBMj ange=eBeIb anh=I.EBp anke=amCCH
        ann_=EsBBK ans_=aaAaB ant_=bBdEb ante=HAffB any=hACDA any_=laBCH anz=DmFgK anza=C.EoF anze=BnAEE ao=EEAgd
        ao_=FIFAu ap_=gHDEk appa=FElEd aque=IJhbh aquí=.A.eD ar=.a.aB ar_=ABDce arb=afaEC arbe=.bAIh arch=eDj.K
        ard=aCeC. are=.ABBd are_=bADCg arec=H.EuH arge=hIaHh arie=abiBJ arle=ABgfI aro=FE.cg aro_=ADGpE aron=CBGsF
        arri=BDabc ars_=eGdHe arse=FAEpE arte=AABgC aru=EbbGh arum=EoaAJ ará=A.BnK ará_=..BhF aré=.A.hG aré_=...hG
        arí=AAAeC aría=AA.eB as=A.Aaa as_=BA.ba asa=BCB.h asa_=FCElb asad=A..jI asch=ClACE ase=bBBcA ase_=eabbJ
        ask=gBDGe ask_=iABAF aso_=CCBqI ass=Bbb.C ass_=ijEDJ asse=AcdGa assé=AAlGC ast_=idHMg asta=BBHff at'=gBCaB
        at's=eBC.A at=.b.Ba at_=b..Fe ata=AGBfd ata_=cGFah atc=jCbDE atch=jCbDF ate=aaA.A ate_=hDGeA ated=pFBEC
        ath=hd.DH athe=h.D.D ati=bBb.B atio=eeeFI atis=HFaeh ato=.DHci ato_=CELki atte=ccdDG atz=AjCAE au=.c.AB
        au_=H.fJl aub=FqCCD aube=FkBAB auc=DejEF auch=GicBC auco=EAgA. aue=DoCCD auf=FicCD auf_=EjaCB aum_=CmCDC
        aus=bbA.D aus_=EmKFh auss=CCkCB aut=AbdBC aut_=EhhDG auto=aiDfM autr=AClEC auv=CAoFF av=.AbaB ava=.Fbd.
        avai=gaeHE avan=FBqBG ave=bBAaA ave_=cBD.c avec=AAnDI avez=BasHJ avin=kB.BF avoi=c.fDE avon=CggCG avor=dFEeb
        ay_=abDCc aya=HGbfh aye=gFiaK ayi=kBAAF aym=kDD.B ayme=kDE.C ayor=BBEnE ays=fDeaH ays_=jGdAG ayu=D.BlF
        ayud=BAAhD az=.B.dB az_=GGDgk azi=ba.Jg aß=DlBDC aç=DFfFk aí=CCDqH aî=CClBD añ=CBDpF aña=BBAiD año=BBBiC
        ał=EEACn b=AbAAa ba=B.abA ba_=HEDgj back=obDBJ bag=fIcFf baj=DBFic bajo=BAAjF bak=aGDFo bast=DCGn. be=aa.AA
        be_=dbaBE bea=eadHA beau=fChEF beb=D.BmF bec=mDFBA bee=ddFbD been=jdBFG befo=pCDCF bei_=EsDCH beit=CnCCE
        ben=DAA.f ben_=bAdaE bend=ClD.E bes=Db.aa bes_=CEfiF bess=DiEaA best=.dLBj bet=cbGBc beta=IH.Gw betr=BlBCE
        bett=hgEBH bez=GdECk bi=bD.aa bie=DccdF bien=CFhgG bil_=DDFAo bill=hacdO bin_=Gs.CI bis=FbEBj bis_=ElFDc
        bist=DjDgJ bit=ea.Gb bitt=DpEAF bjed=BGAEo blar=BCBjC ble_=dH.ba bles=aIhjI bly=mBDEB bly_=mBDEB bon_=FHlFh
        book=cccaJ bou=cBiDF bout=fCfED bre=CBcdB bre_=ICdh. bro_=DAEoD bt=cbAGc bt_=AfHFh buc=cgD.F buch=HmADA
        bue=CAaiE buen=CDBoG buk=EgDBe busc=DADqH but=dBaIf but_=nEcBJ by=c..Ca byt=JCCCs bí=CAChA bía=AAAeC c'=GEhCh
        c'e=EBiAA c'es=CBj.E c=a..A. c_=AAcDc ca=AAAb. ca_=CFdcb caba=DBCqH cabe=CDBrH cal=eHd.A call=jEHlI cam=bI.ae
        can'=e.BAB can=bGcba can_=lAG.D cans=CCDnE cant=BCEoF car_=eM.cd cas_=JFchd casa=GEDek casi=AD.nI caso=EBBnE
        cco=cCAFg ccou=eCD.c ccup=aAjFE ce=bAb.B ce_=bCcA. ceci=AalDH ced_=saFGG cela=ECcCi cer=cI.db cer_=aCeeI
        cerc=DC.mF ces=.Gacd ces_=aEbeC cesi=GaApI cet=cIe.a cett=BDoAH ch=...a. ch_=AbAa. cha=cBeaF char=f.aeL
        chc=BGBBl chci=CDCAk che=..d.D che_=N.baj chec=hBbAF ched=pBDDE chei=EmD.D chen=bhC.G cher=BdjGE chez=BBlCE
        chic=cdaeM chil=eaGkJ chl=CnBBF chne=CnBBG cho=A..fD chon=EncEG choo=nACDF chos=CAhcG chs=DmdDH cht=KfBFl
        cht_=IhBDf chte=IgECj chti=CjAAE chts=DjA.E chul=EnCeJ chw=FpBBG ci=a...A ci_=JMl.k cias=DBEqF cie=bIffE
        cier=CCcjG cile=FBmbF cina=BCDpF cio=EHGgm cio_=GDGne cion=EHFji cir=BABlG cir_=BBDkC ció=BAAgD ción=A.AdB
        ck=aeABC ck_=caBGe cka=BIFFw ckt=Cm.BH co_=B.Jff coch=BEDqF cog=bDAmK cole=HEAie com=aGb.d comb=aBjCG
        come=dLCfe comi=dADkJ comm=iJh.G como=EDDgf con=bCaa. con_=KGAlg cono=DDEmA cont=aIbAg cort=BAFrI cos_=.CGqH
        cou=f.bGA coul=hBa.G coun=fDFbc coup=BBkBE cour=ACnDE cr=aaabE cre=.Ec.a cree=cEJqF creo=EBDoD crib=eBDiH
        cro=bDjAG croi=DAkCB ct=babAD ct_=gbBLe cti=fEcdH cto=eC.gI cto_=FDErC cu=bCc.B cu_=HCbGp cua=D.Hk. cuan=B.AmI
        cuc=DBDkB cue=eD.iI cuen=D.DoH cuer=DBDmC cul=.CeeH culp=C.EoG cum=GIEbs cupa=AADjD cust=gBGJl cuá=A.AjH
        cz=CDDGr cé=DDhfF cés=A.GmE cés_=.AFkD cí=EEEhg cóm=A.AhE cómo=A.AfD d'=bDkCF d'a=CBh.C d=.A... d_=a..Ba
        da=AaA.a da_=BaDbd dad=aCFnG dad_=aCCmG dado=EAAnF dag=CCDFq dag_=EKBCt dan=AEb.e dank=IhDBg dans=FFwEE
        dar=b.Ked dar_=AIFgi das=CcAAb das_=CeCa. dass=DmBBE dat=AGbBg date=ddfbO davo=BkDBD day=qBCEG day_=qBBEG
        de=.bA.A de_=ECcbc deb=AGclG debe=DCGqD deci=bHagA ded=fHaeD ded_=sEBEG dei=BbGce dein=.qAFJ dej=DHddd
        del=dcHAa del_=AEBha dell=NGDHz dem=DacbB dem_=IoJGk dema=eJndM den=..Ab. den_=DgIDi denk=ElAAE denn=EbHHs
        der_=AbCa. dere=afJDg dern=a.kBJ ders=gAIBe des_=Ccc.C desa=CBCmE desd=ECFqD desp=iEHkG det_=GoJKm deux=AAiDC
        dev=.EfCb devo=EF.Dp devr=F.dDf dic=AAB.d dice=GFGjj dich=KcEie did=cBaBa did_=pEDDD die=bcBbE die_=CcAa.
        dien=EibeJ dies=AmAEE dij=..EmG dim=HKfeh din_=NB.Ev dine=DD.ha dir_=KsEgJ dire=CFfAd dis_=DCqDG dit=bEdBa
        dit_=cHhIf dió_=AAAgC dl=d.L.h dn'=fAAAC dn't=eAAAC do=.AAaa do_=hINhg doch=DpCBG doe=b.DDf does=pDCCF
        doin=lBE.E don'=fACAB don=bA.aB donn=ADrHE dor=F.cb. dor_=..FoH dort=EndGE dos=EDAef dos_=EFAff dost=EDCDp
        dre_=HBgc. drei=DpABH dren=kDACB dres=.BC.e du=C.Bbd du_=JnkRd dui=CBpEF duir=A.lFE duit=EAnDD durc=GrDBF
        dv=AH.Bj dz=FEBFs dzi=CDAAh dzie=CDA.g dä=BIBCq dé=FEhgD déc=AAiDD déso=.AjHA dét=AAkGB déte=ACkFA dí=ECEid
        día=AAAgD día_=AAAfC dó=BADpI dó_=AACkF e'=fBeDE e's=cCfBD e's_=kCDAC e=a...A e_=.BaAa ea=.aBbA ea_=CICdk
        eac=lFFA. each=lEGDc ead=gaFeF ead_=nBADG eak_=kB.CF eal=fFB.b ealm=BAImA ear=gCAcF earn=jCBF. eas=gcJaA
        ease=oCDFC eat_=nbFBI eau_=DCnIb eauc=EAhA. eb=ABab. ebb=FFECt eben=ClCAD ebi=BDFDo ebu=F.DGq ec_=aEkCC
        ece=bHEeg ece_=AFDlA eces=bA.kL ech=DdDbc echo=CFCgf eci=.I.bh eci_=GCeDi ecir=D.FnC eck=amEGB eck_=i.ABF
        eco=gMbdA ect_=gG.Ll ecto=D.EnE ed=..B.b ed_=gBCAA eda=AEDcg edad=EBDrG eder=MeCbj edes=adGgF edo=GBDhe
        ee=AA.aa eed=Bba.. eed_=AbbbD eem=aDDGm een_=c.HCh eep=oBDDE eep_=mD.BG eet_=fdLCe eft=DCHHw eg=..B.a eg_=DeHJp
        egar=CIgBg egen=BhEGg egn=DfFAe egna=AEDGq ego_=BCIbm egun=CBBrK egur=ACAlG eh=beBBB ehe=CfF.d ehe_=BjCbG
        ehen=Dga.C ehm=AiBCD ehme=BiCAD ehr=biBEE ehr_=.hBBD eht=FjBAA eht_=DiBAB ei=A.aaA ei_=JfHDp eibe=AlDBE
        eic=DhAaE eich=CmBBF eid=HkGDh eid_=amCCH eie=.nDFD eil=FefFb eill=bFpCH ein=Dce.D ein_=Ff.Ba eine=Hf.aa
        eing=mCEEA eis=HgHi. eise=DmAAG eit=AeECb eit_=BiCBB eite=EnAaI eiß=DiBAC ej=JIchg eja=DEccc ejo=AACmG ek=acAIf
        ek_=fGdJg eke=ECEDq ekom=EeC.c el_=BA.ab ela=CCAaf ela_=EDAbh elc=dgABH elch=DmA.H ele_=KACam elfe=Ci.AD
        eliz=.CAkG elk=McBEp ell=.c.C. ell_=jAHHg ella=ccMea elle=DcdIe ello=hIJeg elo_=EFCjd elp=fbEJg elp_=kCBDA
        elq=AajDE elqu=AahDD els=eAcIb elt=edHbB elte=BdEFj ely=iGCCc ely_=rFBCG em_=bdHGi emac=BmAaK emas=.bDoM
        emb=bE.Be emen=BGgeC emme=GHdCm emo=aFEcf emos=HBFek emp=ABcAa empo=bBgAE empr=EDBch emps=EBoEC en=aaAaA
        en_=Ca.aa enan=E.kaG enau=EsDDF end_=icjMJ ende=CbDcb endo=CCfjJ endr=EDndI ends=eakHG endu=CBjE. ene_=CbFdc
        enez=CEtIB enfe=DADqH eng=.CGed enge=BcDEg engo=CBDpG eni_=HiGHm enin=aDDEk enk=DcEHn enn=Ce.A. enn_=DlEBB
        enne=Hacab eno=DDAdd enos=BbBnL ens_=.cfJa ensa=BAEmE ensc=DmADD ense=aJe.d enst=BoCEF ent=..aA. ent_=dbgQc
        enta=.BbfF ente=CG.cf enti=aCdcE ento=FC.de ents=eefFJ enu_=aCnAL enut=EdFIp envi=EDcFl enía=AAAgE eopl=kBCCC
        ep=f.BAC ep_=nDGFc epo=.KABn er=.a.A. er_=.BcBa era=BABcb era_=AJch. erad=EkFgF erai=DClCB erd=Fc.cA erda=dACgH
        erde=F.Ddf ere_=A.ABd erei=HoEaC eren=aeIAe eres=a.Gae erf=agFcE eri_=CGADo eria=CCDch erke=BEBGp ermi=AfaeK
        ern_=akEEC ero=aAAbA ero_=AAaa. eron=BAaiG err=cFc.. erst=ddGHg ert=Ab.bC ert_=deaNd erte=GeAc. erto=DDE.n
        erw=AlCDD ery=mCEE. ery_=mCEE. erés=.BIpE erí=..BfC ería=A.AdB es=.A.a. es_=..baC esa=BEIfi esa_=DDGna
        esc=BCBbe esch=GgFCi escr=ABDag escu=bBFkD ese=bbH.c eses=IcGdi esi=bBDca esit=BAFah esk=ACDEm eso_=IAHjh
        esoi=ACoBI esp=aDBca espe=aaahJ espu=ABGnD ess=bbaE. ess_=jGDCe essa=dAcId esse=.dbJc est=BA.ba est_=dBcAD
        esta=D.Eee este=CAaac esti=.Lbai esto=DgHcb estr=AAanM estu=CCJmc está=AAEcd estä=AG.Ai et=BaAaa et_=bBaEc
        etal=EJBgj etan=En.BG eth=eaAaG ethi=fBA.C ett=ccbLd ette=abaIe ettr=DBmDC etu=ABbFg etur=hIIGq etw=diBBI
        etwa=ClABF etz=DjaDD etzt=AhABD eu=EbccC eu_=EAiLi euc=EiA.C euch=ChABB eue=BlBEB eul=C.jAF eul_=BBkCE
        eun=CfadG eund=BjBCC eune=.BkFC eur=CbfBB eur_=CClF. eure=HkeFB eus=GDcEm euse=BBrHF eut=DebBB eut_=DBmBF
        eute=DqHAD eux=CDrEE eux_=DDrEE ev=aAA.a ev_=gLAbd eve=bHdAd eve_=eDbjM even=hJeDA ever=fHaEg evr=dF.Eg
        evra=AakBJ ew=fdAED ew_=g.bAH ext=d.acG ext_=haEBB ey_=aaAcD ez=AC..d ez_=aCdA. eza=FdGnE eza_=BBFmB eze=CbGHq
        eí=DDFrD eñ=BBElC eț=FDDDq f=Bb..A f_=a.ABb fah=.hBBD fahr=.fBAC fai=dahEG fair=bdgHE fais=GBoBE fait=DDmCC
        fak=dCBCd fakt=BD.Bh fall=ahc.L fang=FsBBH fant=.G.Bi fath=kDFaB fau=bAhFD faut=FFm.A fav=cHCfc favo=dHEec
        fe_=adBeH fee=kcEDE feel=oEDCC fei=BaHBk feli=EB.nF femm=BAnBI fen=BcE.d fen_=EgHDk fera=BAlAG ff=aa.AA
        ffe=eddEH ffen=Gm.CD ffi=gDiLa ffr=EBoDE fic=aHA.g fil=cec.K fill=.EoDE find=hfGLe finn=.IFEt fl=accbI
        fois=BBnCF folg=CqFDD for=bABBc for_=pJILo forg=rEDAI fort=begBK fra=A.C.d frag=FqCBF frau=biDdK fre=ccAbH
        free=oBDCF freu=EnDDB fri=bb.eJ frie=lBFBB fro=d.eDF from=sFDBG frü=CiAAD früh=CiAAC ft=edIFg ft_=ciDG.
        fu=c.c.F fue=EeEmG fue_=DGFrB fui_=BBGqE ful=qCFDD ful_=sGFCB fut_=FBqCE fy=fFHGn fy_=nCDCD fäl=BlABG få=BDCAi
        fí=DBCqH fü=CpBCG für=BhAAD für_=BhABD g=...A. g_=bcCDb ga=..aaB ga_=BJLjm gab=DnEbG gain=lAEDC gam=fIDEn
        gang=GhGFm ganz=CpCDF gar_=AdKcd gard=gGoEJ gd=CGEbl ge=AbAaA ge_=a..A. geb=EmDFb gebe=AjBCD ged_=rBEEE
        gef=DpACG geg=EkCFb gege=DiABA geh=CoDBF gehe=ChAAC gel=CeEBe gen_=EjLCi gend=EkAaE ger_=ACaEh gern=GkFEg
        ges=debHC gesa=BkAAG gesc=EhBCb gese=BhBAD gess=DjBaD get=cbFDe get_=cBCHj gev=HGDFy gew=ClB.G gge=aEBGm
        gh=heDAH gh_=kACCC ght=iBCAD ght_=jDB.C gi_=I.C.m gib=EiCEc gibt=DlB.F gis=cEAFi gist=eLACk gke=GCDFs gla=gb.bJ
        glau=EhAAA glei=CkACD gli=DcBMp glés=.aDkH glü=BiBBD gn=bbdAF go_=a.Dc. god=iKFCk goi=gEC.a goin=hBA.E
        good=vEDFH gos_=BaElF got=g.BIe got_=nFDBB gr=.CaeC grat=AGAcf grea=iBABD gro_=EDFtE groß=BjBAD gst=DhI.d
        gst_=BnE.G gt=AeAEb gt_=.hCJe gte=AiADC gte_=CkEBA gua=cFJjc gua_=BAEpI gui=cGddE guie=..BlI guir=B.EpI
        guna=CC.qK gunt=HF.ck gur=aCAmI gus=aCDkE gust=aCDlF gut=DkGdD gut_=DnCBD gute=EpDDC gy=cEEHn gå=DCCAk gé=AAnDG
        gé_=AAmFE gó=FFEfk gó_=AADnI gö=BCBAh h=.aaAA h_=abAAA ha=Aaa.B ha_=CJCfi hab=F.d.b habe=CeEiG habl=EFHvD
        habt=BmCCE hac=CDBfb hace=BDEqF had=dAIGl had_=jHBEe halt=Bp.CJ han_=cJEgd hang=kEcGB hap=iBBAE happ=iA.CF
        har_=NEEAx hard=sFaDI has=cBAAb has_=jLOek hast=MoDiH hat'=gBC.A hat=D.bBd hat_=ed.Kc hate=tGCEF hatt=Ek.CD
        hau=FdfCA haus=.f.BE hav=eGDBi have=paCGF hay=CEDka hay_=DFCla hc=CkFcF he'=jCCAC he's=iCCAB he=Ab.A. he_=b.CaA
        hea=heCCG hear=lACFC hec=.BAmJ heck=iBAAE hed=iFFAd hed_=oDBED hei=icDKc hel=c.Gba helf=Dl.BG help=hG.Ff
        hen=edDGb hen_=hgICC her=aca.D her_=hcaNb herc=DDpCD here=rCDBI het=FEcEm heu=CdiBH heur=CEpDD heut=CmGAB
        hez=B.kDF hez_=CBlCE hi=aBAaa hic=fBadH hice=GABmB hico=DBDnD hie=EbaEf hier=HecbB hild=oCBEE hilf=DmACE
        him=caEBc him_=sGBDF hin=bcbCD hing=gaAaG hink=da..E his=bCbhJ his_=oB.HE hizo=.BahG hj=IBDdk hl=Ac.AA
        hle=.jDCB hm_=AoCCG hne=biBED hnel=Cm..I hnt_=DnDCC ho=AacBA ho_=BBC.g hof=DmFdF hom=.Bd.B homb=B.KoB
        homm=EEnaE hon_=HbCJr hool=kBBBE hora=FEEjg hos=c.AbD hose=gbeGG hou=fcGC. houl=fBABA how=g.CaD how_=fABbE
        hoy=ECCk. hoy_=EDCmB hr=dcAAF hr_=AlCDD hre=gcCFA hre_=dhACH hree=iCBAC hren=aeaBE hrer=CjBAD hrt=AjCBD
        hrt_=BkBAF hs=je.GH hst=DmCaF hst_=DjB.D ht=heDHA ht_=fhFFB hte=ceFFd hte_=DmED. hten=BpABL hti=BiAAE
        htig=EjA.E hts=AhBAE hts_=AhB.E hui=DCj.D hul=FdFbf hule=CkEbE hun=edKEg hund=An.bO hv=gGHAi hvi=FADbh
        hvo=FD.Dn hvor=ED.Cl hw=chBBG hy=fEcHc hy_=nDCBF hä=FiCFf hät=AfABC hö=BpABK hör=Ai.AH hört=.gAAE hü=DmBBF
        i'=fAaBD i'd_=fBBAB i'm=hBBAC i'm_=hBBAC i'v=g.BAC i=..a.A i_=AB.Ae ia=...Aa ia_=AcDaa iad=CHEgi iado=E.Bg.
        ias=Jcbca ias_=Ld.dd ibe=AgdbL ibil=AACGl ible=eGdiK ibr=aAcdG ibro=CBHnB ibt=DnCAF ibt_=CnBAI ic=b.B..
        ica_=aBOhg ice_=fHbCc ich=.aAcC ich_=biEId iche=CfiBJ icht=GdCCi ici=bJ.dd ici_=GDe.e icia=fFInD ico=GGdbh
        ico_=.EDkB id=aAcaD idad=GDCrD ide_=iAAKd ider=AAd.B idn=ebaGA ido=GCCfg ido_=FBHfj ie=A.a.A ie_=B.aDe
        ieb=FlGdC iebe=CoCDE ied_=kabJD iede=EkDDb ief_=dmHGB ieg=AiCgL ieh=BlACF iel=Bd..A iele=DrCBJ ielt=EoACE
        iem=BbGec iema=DhEGh iemp=BACoJ ien=C.ca. ien_=JbfBd iend=hKCjD iene=EfJkB ieni=DCCEo ienn=aFmaH ient=bECcc
        ier=Eb.b. ier_=bbgQf iera=FEDck iere=HhcaC iero=EDGpA iert=JnHgC ies=bbC.B ies_=jCeEG iese=KuBBF ieu=DCoH.
        ieux=ABiDC iev=mEDcG iez=FFjhG iez_=EEjgG if=aAabC if_=cAiGE ife_=o.DEF ify=mBCBF ig=A.a.. ig_=hgKMi igen=bcbfM
        igh=kACBE ight=iDAaD ign=eFecF igo=HGcef igo_=HEJin ih=ceKEh ihm_=DmAAH ihn=clCFF ihn_=DkAAF ihr=DkB.E
        ihr_=CiAAD ihre=DmAAF ij=IJGmn ij_=FFBJx ijo=A.AjH ijo_=AAAlI ik_=CiIGj ika=EeDGk ike_=dDacD ikes=qDABH
        ikk=BDaDi il_=.Dca. ild=dhF.G ildr=kEACB ile_=bCDEj ilf=DmABE ilk=fGBEi ilke=GDBCp ill_=ifKHd illa=aIdeA
        ille=AC.Di illo=FIDlf ils=.EdGh ils_=d.jDJ im=.BbbB ima_=GbHeg iman=ICfHn imb=fGCDh ime_=dIAAf imer=KbBlB
        imit=aJEck imm=adbG. imme=bhEAD immt=DlB.G imos=BAGpF imp=dBeeL in=a.baC in_=.A..a ina_=DEFdj inar=aEahE
        ind=.aECg ind_=heJGd inde=HgFaf ine=c.BA. ine_=.BA.b inem=aifFJ inen=BdBDd iner=DDgaA ines=b.dbH ing=a.A..
        ing_=hbEHc ingl=gDFkH ink=bbHDg ink_=lABBG inn=eaCEb inne=ffKEc ins_=ggcGJ inte=AFC.j io_=DCAec ion=bc.AC
        ion_=dbdcM ione=E.GlA ionn=FEo.D ions=kAdEJ iou=oBECE ious=oBFCE iq=aCiaH iqu=aCi.G ique=AFfcC ir=a.aaB
        ir_=BEbbb ird=icECE ird_=gcCBE ire_=bGbBe ired=tBGHD irge=BmBCF irim=DFDDr irl=mDEcG is=b.aBA is_=.Ba.a
        isc=AcA.A isch=HtCCF ish=lBFAB ish_=jBCCA isin=BGfFi ism=CdAhI ismo=C.AlH iso=aGA.g ison=jbeFK ispo=AFcHk
        iss=bcbHb isse=aAAGh issz=CAACg ist=aAB.b ist_=egIGd ista=bKcea iste=bE.gD it'=iCCAB it's=hCCAB it_=aCbaA
        itad=ACBsL ite_=eD.Ge iten=ICC.o iter=AgfAK ito=CHDfi ito_=HFJkm itt=b.BEe itt_=FaDCl itte=Bc.Ed itur=aBiaI
        itz=DlA.G ité=AAi.G ité_=BAhbG iu=.C.ab iv=baaaE ive=dAdEB ive_=gEcDA ived=p.DCH iver=AFbcc ivo=bDbgH
        ivo_=DBDnD ivr=DGhDg ivre=C.oCH ix=gbgCM ix_=fagBL iy=bGFEp iz_=FFFhj izo=ACaiF izo_=DBBlD iß=DkABC iß_=BfAAB
        iè=BCpCH ièr=AAeAC ière=AAeAC ié=GEfcc ién=ABGsI ién_=..FmF iñ=BBAiD ió=DDFlb ió_=CBDtK ión=BABgC ión_=BABgC
        ię=DCBBj iş=CEDDp j'=DBoBG j'a=ABhAD j'ai=AAgAC j'e=A.gAD j=.AB.c j_=AaFCj ja=A..dC ja_=SoBAg jahr=DmCCD
        jak=CCFEr jama=aAgdJ jap=dcbcL jar=CHcga jar_=a.FkF jas_=HLHkq jd=FABEn je=BAAbc je_=NDjbf jed=DkGBb jede=ApCCI
        jedn=CDBEn jem=DlGgI jema=BnDAF jer_=FFHAt jet=D.lbK jet_=.BoFG jetz=AhC.D jeu=BEqFE jeun=.ClGB jo_=CCHje
        jou=BDiDa joue=BDmAF jour=aAiAH jov=CDCnE jove=CDCnE js=aFDCk jung=DnDEA junt=ECBpE jus=dIjdH just=bFgdG
        jä=DCACk jø=BBC.h k=.a.Ba k_=aaACc ka=.aB.a kal=FkGEf kam=BjGDc kam_=CpAAK kan=adFDf kan_=HFDCu kann=CqABK
        kar=DeAGg kart=CcEDi kauf=AhBAD kd=.DGKv ke_=bbBAA ked=jJDFj ked_=kFCCb kei=ClCBD kein=CnCAF kem=FFCCq
        ken=cdDHe ken_=cbEFf kenn=EmB.G kes_=kFCGd ket=.d.Da ket_=cBCBd ki=bC.aA kic=FBCCn kin=acBbD kind=mfCGH
        king=jC..F kj=DHDDt kjo=CDFCp kk=bACAc kk_=IGBCu kke=eHHBm kle=AfIHl kli=.iFDa kn=fgJFc kno=cBCEg know=nFa.I
        ko=.cECe kod=DIACq kode=AFBAk kom=IfGCm kom_=BJBCp komm=GgHAh kon=BgEAa konn=.lACI kor=adFGg kort=HOBBz
        kos=DeCDe kost=EdCBf kr=DfFDh kre=EbABf kri=GiECg ks_=kbHFb kt=HnGGg kt_=FgCFh ktu=B.ABe ktur=BA.Be ku=AhIAd
        ku_=.FEAm kun=FbCFl kur=FeAGj ké=DBGEr kö=CcDCf kön=.i.AH könn=.hAAG kü=CiEFe kül=.FCEn küld=BEABi l'=DGeGm
        l'a=CBkBD l'e=BBkAE l'é=.AfBC l=...aA l_=.AA.a la_=GDddb lad=b.ccH lah=DDEEs lai=eEaEd lair=DCrGD lais=FCsDF
        lait=GBmBB lam=BCAcd lama=GFFfm lang=CeaHc las=.ADdb las_=.cKcd late=dJFbh lau=bdAEa laub=EkBAC lba=J.Cdi
        lch=EmACC lche=FiEAc ld=baEAd ld_=gfJHd ldre=kEABC le=a.aAA le_=ACba. lea=fDacF leas=k.CCD leb=CjFA. lebe=BmCEC
        led=j.IDc led_=oFECB leep=kCBBD lef=eeBbJ left=nFAAF lega=baCkJ legt=DoCEC leh=GaGCo lei=Kccbc leic=AiCBC
        leid=BkCAF lein=EAeHi lem_=ifKKg lema=FLCil leme=HdidI len_=AdNAk lent=eDchL lere=IB.Hr lern=.rEEH les_=ABaBe
        lese=BmGDA let'=kGD.A let_=bKcDj leu=DAhEb leur=BIfFk leve=AJgEi lez_=ECqDD lf=e.BAA lf_=gdAcM lfe=Cl.CE
        lfe_=DjADB lfen=DiaAD lgo=CBCfb lgo_=CBBqK lgu=EDCeh lh=A.FGo li_=ICbcf lia=fIBgA lib=aadeK libr=aEdeF
        lic=AcfcL lich=GoCdI lie=AcAFe lieb=EqBCF lig=Faabc lig_=JhEFm lik=fBFEg like=eDFEj lir=JDhae lir_=IHGhq
        lisc=EkABB lise=FAoGA lish=nFABE livr=GEdFn liz_=CBBlF lk=eeIFd lk_=mBCAG ll=abaAB ll_=dcCEa lla=.aAbB
        lla_=b.Hae llam=ACDnF lle=..aA. lle_=LehFe lleg=f.EeG llei=AlEAD llen=bbDBc ller=aECbd llev=.CDkD llo_=bgPeb
        llos=EDCtH lls=hgBCJ llt=HbBAi llte=AkAAF lly=haCCD lly_=jaDDC llé=CBkaG llé_=AAkDE llí_=ABAiE lma=EGFhj
        lmen=BDFqE lni=FECIv lo=a...A lo_=CB.da loi=BDkJf long=eJdIi lons=BEqCG loo=jG.B. look=pCCDG lors=BCmCE
        los=b.C.. los_=EbFde lost=oFADE low=lDCDA low_=nCDDD lp_=iGDGj lq=C.edG lqu=CaddF lque=BakFD lst_=DoBaJ
        lt=aaDbA lt_=ffHJf lte=Dbaa. lte_=H.bCi lten=EnA.H lu=AB.ab lui=FEhAc lui_=CBiHc lus=ae.AE lus_=ADlEB lvi=.DBf.
        lvid=CACkE ly=bACaa ly_=oAIFb là_=CDiDa lá=EEFig lát=BACHn lä=FfDEi lå=DFBBn lè=DApDG lé=GHfdd lé_=BBjcI
        lí=DEFjd lí_=CBBmG m'=lDcGD m'a=CAhBB m'a_=BAgBB m'e=DBiAB m=.a... m_=aaBDd mach=dgaCI made=pCGbH mag_=HjFDh
        mai=BaaCc main=bAiEF mais=FDhGi mak=fAGIk mak_=ED.Dm make=eADDe mal_=EfccF mang=CBgBA mano=FGFki many=oCCBG
        mar_=EGHoe marc=aGghI mas_=FJDlh masi=GHBem mb=.EBcc mbl=aCj.I mble=B.nFF mbr=aCgfK mbre=cEffK me_=aBacC
        mean=nB.CJ med_=iGLMw medi=bBCfD meh=AeBBA mehr=ChAAC mei=HgaFe mein=CuFCJ mej=BCBiB mejo=C.BhD mek=DFFBq
        mek_=DDDAn men_=a.G.f menc=GBldG mens=FC.Bj ment=a.acE mer_=BBBAh mes=ABbBc mes_=ABcaA mett=B.mBH meu=DGAFs
        mi_=KHdif mic=bbECd mich=eiDAI mig=HDCgg migo=AAFrI min=bAaaB min_=JahNp mind=gDHFj mir=.abfJ mir_=GkdaH
        mis_=LGheg mism=CaBlH mit=DaAda mit_=.hbOd mitt=cADDf mm=acaBC mm_=DtCAL mme_=FbaCf mmen=blgEQ mmer=bbFBd
        mmes=DbkBH mmt=DoC.H mmt_=CoB.J mo_=CHEhi mode=bBbEc moi=.GiAA moi_=CBjHb moj=CGFdk mon=bba.D mon_=bFpDH
        mone=fEAfF mor=aA... more=nBGdI morg=CeEKn mort=CFtAJ mos=eGFiA mos_=JBGkg mov=jaGeI mp=bb.aE mpl=fEdfL
        mpo=eAbdI mpo_=CABmF mpr=CIdcf mpra=HBHhj mpre=AGAcf mps_=ABmEE mu=aBA.c muc=dFDjE much=dGBiC muer=.EDoF
        muje=.BCoI mul=KDbge muss=CnCBF mut=CgGab mutt=DhCEd muy=FCCib muy_=EBBqH my=dFDGm my_=mBFGb má=CCEef más=BBBfA
        más_=AABgC må=BBACh mè=CCnDE mé=HJide mê=DDgFf mí=DACoH mí_=BABlG mó=DFChf mó_=BBBmG möc=Bg..D möch=Bg..E
        müss=Ah.AF n'=BEaCj n'a=CAhAD n'a_=ABgAC n'ai=AAe.C n'e=CBiAC n'es=BAfAC n't=kCAAF n't_=mBD.F n=.a.A. n_=..AAb
        na=.Aa.. na_=A.Bab nac=CfCCc nach=AnACJ nad=..AdC nadi=dDBiG nais=BAoGE name=jhH.K nap=bDaEf nap_=EECEr
        nar_=EEGjf nas=EBDdg nas_=CLbgf nca=FDcec nca_=EFFhh nci=baD.a ncia=BAGqG ncor=.FjFb nd=A.... nd_=bdaFA
        nde=CbBc. nde_=Ed.Ac nded=mFDbE ndel=FcFCl nden=IAAef nder=cCDbb ndo=BbAa. ndo_=HCJrc ndre=DGfAg nds_=gEgKb
        ndt=H.EEq ndu=DCfgF ndu_=.EmEC ndui=CAlCF ne=BaAaa ne_=A.cA. nec=gDCfF nece=aAAiI ned=eGAab ned_=hG.Cb
        need=wGECH neh=DkBDB nehm=ClBCD nein=AqGCE nel=GA.Dm nell=G.aIn nem=.aF.e nem_=GfECi nen=HeAAf nen_=KdDai
        nere=FbDGn nero=EDFhg neue=AkCBE nev=g.IcA neve=oBDAH new=dacaJ new_=bccaI nex=kEBBC nfa=CcddI nfan=E.lBD
        nfor=dCFCg ng=.AAaa ng_=aB.Bd nga=EHAfh nge=ac.AB nge_=bgbKa ngel=.AJbh ngen=JeCec nger=h.eKC ngst=FpBAG
        ngé=BAjDC nh=D.FFq nh_=CFDCo ni_=AaAAb nic=beIcA nice=qEEBE nich=CoAAJ nido=CABoI nie_=EjdLc niem=GkAEa
        nimm=CqGCD nin=dJEhc nir_=GEmgI niñ=ABAhC nj=hA.bI nk=ffHGc nk_=hgJE. nke=.dGDg nke_=GqBAG nken=FpaAJ nn_=CkEC.
        nne_=HcgEb nnen=Gg.Fg nni=AAbEe nnst=BjAaI nnte=ClDaF nnu=HBiEf nné=..jFC no=AA.Ab no_=.BCdb noc=CcAjI
        noch=BiFkK nos_=AaDda not=..daE not_=nF.AF notr=D.mGB nou=BChGe nous=FBrBI now=lGaEA now_=nDABH ns=.AbaB
        ns_=.aaCb nsai=BAmFD nse_=hEdcJ nseg=FDEcl nsei=CCoEE nsfe=nBBFC nst_=cgCDC nt=a.A.A nt_=aAcD. nta_=cDFdd
        ntad=C.CoI ntar=CAGff nte=A..a. nte_=P.bfg nted=oBBFE nten=BhdeP nter=dfaCH ntes=GGCgj nth_=lCDBC nti=cBccG
        ntig=A.DmH nto=.BD.g nto_=dcQee ntr=CEaec ntre=HGedg ntro=bEIdg nts_=gHjFC ntsc=BiC.C nté=AAdjM ntó=AABhE
        ntó_=A.BgD nu_=DNfEq nue=bcbaH nues=EAcjG nuev=.CElD nuit=CCoDE nul=HDeIo numb=nDCBD nunc=ECEjc nung=FrCAH
        nur=alDBG nur_=CoDAF nute=ecaMd ny=aACba ny_=jFKHo nya=DDCAm nya_=BGDCp nyt=dGDCi nz=GfE.f ná=CCCDl nä=CaCGl
        nå=CDCDn né=GDehA né_=ECfdC ní=DCDbj ní_=BBBHn nía=B..hE nó=DEFdk nó_=BABnI nă=BCCBj nă_=BABBf o=...a. o_=AABbc
        oa=bbHCf oar=AGEDq oat=cFIFr ob_=igCCJ obr=HF..n occu=aAjEE och=G.Abf och_=AjHNn oche=FafjK oco_=FDEkd
        ocu=aBdfI ocup=D.BiD ocur=FA.kD od_=..Jbg oda=bIGgg oda_=ADDmE odav=DA.kF oday=kBbDG ode=ccBCA odel=bEEDk
        oder=.fEcE odia=DCEuJ odo=.HDff odo_=.BBlG odos=BDDcf odr=BcEhD oduk=CHBBo oes=f.DaC oes_=hFCBb of=.ABbb
        of_=hBEIg og_=bbLag ohl=CnADE oi=AAbAa oi_=JMeco oic=jCdBJ oice=laEEC oin=iJdDa oin_=AEfFg oing=kCbAI oir=BDiBB
        oir_=AEiAB oire=CBnDE ois=AGeEg ois_=OCicf oit=E.dFh oitu=D.n.J oj=CDEgd ojo=CCBnG ok_=AC.ad oke=nHFDd
        oks=mEBCC oks_=mEBCC ol=.aaAA old=dAcMf old_=nCACG oll=.eACA oll_=.nCFF olle=fdaAJ ollt=AiCBC olt=KaIAs
        olv=fGJlA olvi=aACjG om=AaaA. om_=AAABe omar=ECDnA omb=ECifF ombr=CAagD ome=aaaAB ome_=fEaCa omer=eBGoL
        omet=cB.hI omi=cAaeH omid=EADpF omm=abdCD omme=abgFC omo=AaJee omo_=FFCif ompr=IHefe omá=BAAjG on'=hAC.C
        on't=fABAB on=aa.AA on_=aAb.A ona_=EEEig one=bABaa one_=dBBAa onen=Ek.BE oney=pDCFC ong_=fC.Eb oni_=DaEFn
        only=lBBBF onn=BddEA onna=ABhFb onne=BafGb onoc=E.EqG ons=.BbCc ons_=aFgIf ont=aCbbA onte=aDgcE onth=mCDBC
        onto=dAJAh ontr=DDg.b oo=A.Ab. ood=cEa.. ood_=icKEd ooks=mEBCC oom_=lBF.E oor_=kJJBl ope=kDECa opl=g.CBC
        ople=kBCCC or_=cBDc. ora=CDa.f ora_=GJChl ordi=DKACr ore_=cEdJi oren=DpaFF oria=BGBqE ors=cAaJg ors_=dFnGF
        orta=cEefH orte=GChAc os=A.a.. os_=DCaf. osa_=aEBdb osas=BBFnD ose=ca.BB oso=CHDhg oso_=DIDhh osot=a.FpL
        oss=babKe osse=CelDK osso=FEDBq ost=a.AAa ost_=jDMHo osta=FFaDo ostr=HFFfn ot_=AAcEd oth=k.dFI othe=iaCBE
        otr=CD.dd otra=B.EmE otre=DDkHe otro=DBFja ott=abAHg ou'=e.CAA ou=aAcC. ou_=ACcIk ouc=bCjDE oue=EDnAD oug=bEiCE
        ough=jCCAC oul=eBjEH oula=DBiAC ould=mEC.D oule=BciBI oun=gCFaa ound=oGE.B ount=dCFcb oup=aFfFe oup_=bCiBF
        oupe=FBqCF our=fBcG. our_=iI.Gg ourn=.DgD. ourq=B.eAB ourr=DAjCB ours=dCiCG ous=A.A.a ous_=hDhFG out_=gGdIf
        oute=HFkDg ouv=cbhGF ouve=a.hDE ova=ADFGr ove_=dCHJq oved=pDADF ovie=jaBDE ow=edDE. ow_=icCAH owie=E.AAg
        own=gdBBG oy=dAfaJ oy_=jBIfD oye=aDkAG oz=ABKmb oß=BkBAE où=BBnBI où_=BBnBI p=.a..A p_=aBaA. pa=AA..b pa_=CECch
        pac=aCDbd pag=BFcbd pak=CADDk pake=DBCAi pakk=FCAAk par_=CGngL para=FDBge pare=cGekL parl=GGlKm part=cCc.D
        pas=BDad. pas_=LJnce pasa=B.GwN pass=cADIj pay_=oADCF paym=kDD.C pe_=AC..e pea=dDcbF peak=oEBCE ped=gJDeb
        ped_=rFE.H pedi=KDCco pen=cCBa. pend=d.cgM peng=IGDNz pens=AChgJ peop=kBCCC perd=EGklJ pero=BaDgB perr=EdGnF
        peu=ECheF peu_=ABmCG peut=CBh.C peux=AAfCA pez=C.ClF pf=CsDDH pi_=FFBGv pick=jACBD pid=AachJ pien=DDFhg
        plai=lFeGC plan=e.ecM play=lEFgG plea=fAEbB plu=.BjAF plus=BBkDB po_=GKDhn poco=EGEig pod=GHDhk podr=ACDnG
        pone=AEDqG por=aBB.b por_=LHAof port=cac.F pose=bEmBG post=Ibbe. pot=AE.Dj pou=ADmDD pour=EAoCE pouv=AAfBB
        ppa=HAjCc ppe=dedID ppel=FAoBE pra=acJae pre_=IEacj pren=ECikL pris=BMfbg proc=ABlDD prz=CDCBm pré=A.bdE
        pud=EBCsH pue=EDelI pued=BDEnC puer=AACiD pues=BABmH pui=HEeEm puis=CBqEH pur=jD.eL put_=mFcBH py_=laCEF
        pè=AAhBD pé=FFdce pé_=BAi.F př=FBCEp při=BBCBh qu'=EAmBF qu'i=B.eAB qua=aegMa qual=.FMCu quan=ECkKh que=AFaaf
        que_=CMegc qued=DaEqH quel=LBhHn quer=DDDeg ques=eJ.Ag qui=dD.cC qui_=KHji. quie=dD.hH quié=..GjC quo=bakCL
        quoi=BaoBL qué=B.cgH qué_=A.afF quí=A.AiG quí_=.A.eD r=.a..A r_=A.A.a ra=.Ab.B ra_=CAAae raba=FFEgj rac=jAccN
        rach=HiAhH rage=.ibHB ragt=BkBCD rai=dbbBE rai_=EalDD raim=ABi.F rain=gceKE rais=bDf.D rait=BBgD. rak=DaCDk
        ran=aA.cC rans=cGBHm rapp=EBmGa rar=aFDec rar_=GDGgk ras_=EJfgb rate=fcBcJ rau=BkEAC rau_=BkD.E rauc=BkFC.
        raus=DnBBE rav=bFfaC rava=GAeEh razo=ECBpF rch_=ncHEE rda=BCcfD rdad=CCBlD rde_=Jadad rden=acEjI rder=iAbcM
        rdin=CLeBl rdo_=CCCmC rdu_=.EqFE re_=CBbAc rea=fEAa. reat=lABBG rece=BGFej rech=HgbhI red_=kFHeB ref=gDdbI
        regl=ED.lC rei=AdCBb reic=CiBaE reis=DlE.C rek=EdFEm remo=fDBiI ren=.AbaB ren_=FiJbf rend=GGfdd rent=hKfDa
        reo=B.Gha rep=.bddK res_=DFbcd reso=AJ.Bn ress=BffIA retu=fIKCp reux=CBjCB rev=AIcdc rez_=DAqBI rh=.g.Mf
        ri=Ab.A. ri_=BAaAd rib=fDceI ribi=..BkH ric=aFbc. rich=eciFK rido=BCBoI rie_=GCgCe ried=lDEaD rien=d.bbG
        riez=.AoGG righ=hEB.B rij=EH.Bo rim=DCCai rim_=E.EEo rima=DcG.g rin_=EbALo ring=deFIf rios=EBCqG rir=MGdgi
        rit_=GEoIf rite=i.cAK riv=dBaGc rle=JCchb rle_=EAamG rler=BFmF. rlo_=DFEqA rm=A.abB rm_=khFGG rman=bCciJ
        rme_=HCfjF rmin=bfbbK rn=bAa.A rn_=jdH.F rne_=LdAha rned=oAaDJ rnen=BmBDE ro=aBa.. ro_=AAAaa rois=BCoCH
        rom_=gAGGh ron=aDddD ron_=FEaia rons=BAnFE roo=dJCbg room=pAAEI rop=dCddH rop_=aBnFG ros_=HEefc rou=iHcFa
        rouv=G.oDD row=p.CFH row_=mEBDB roß=BjBAD rquo=B.f.D rra_=HEAl. rriv=aFgMl rro=cFAfA rro_=CHHfl rs=aAA.a
        rs_=bCdC. rst=heGHb rst_=daEFg rsta=mdBDK rste=Bo.CI rt_=BB.ab rta_=LCBgi rtar=FcDlE rte_=Ia.ec rted=pEEDB
        rten=DlAaH rto=Kbadd rto_=HDFgl rtra=BoFEC rum=EaCcc run=hdBIA ry=bBAcB rz=IgCad rze=CbBFi rzy=DCBBk rá=DDDjb
        rá_=ABDkE rás=AABkH rás_=AABkG rát=CABHn rä=DhCBb rè=CbiDD rès=ABiBD rès_=ABiBD ré=GEfgA ré_=CDekH réc=AChAC
        rés=..lDH rê=DDhEf rêt=BAjBF rí=CDCqG ría=ABAgC ría_=AAAeB ró=CACmF ró_=BACnH rö=FdDEl rø=DDEDp rü=EjEDe
        rý=BDBCj ră=CBAAh ră_=CBAAg s'=jFfEE s'e=FAiAB s_=aAa.A sa_=BAAd. sab=aKbdd sabe=GEIjj sad=.FDia sado=Ea.oJ
        sag=cf.GB sage=fcfKE sagt=BlB.G sah=CoDDD sai=BFe.c said=oBGCC sais=BcmEI sali=EDDsE samm=FaCEm sans=DErDD
        sant=.igbQ sar_=AGHke sas_=IaDge saw=lCBCD saw_=mCCCD say=aGfDd say_=rCDBI sc=A.... sch=BdAbB sch_=GuCDG
        scha=EtEBH sche=BlGC. schi=EhFHk schl=GpACE schn=DpCAG scho=daJIn schr=FiEGh scht=ClA.G schu=Cp.DH schw=FoBBF
        scr=cGBBh scri=GIBih scu=bCfjN se=a...A se_=AA.b. sed=eEHbf sed_=kDEiK see=ebbDE see_=j.bCI seem=oADDF
        seg=GbHck segu=DBEja seh=CkCBB sehe=EjAAC sehr=BhABC sei=EdAaa seil=DcmFF sein=DgEBe self=mDCAD sem=aHAbe
        semb=C.nDH sen=AaBAc sen_=GjGEj send=dfIPo sent=AMefd sera=GElEe ses_=cEfAC set=cGAac seu=D..Ch seul=BDpBH
        sez=DCkBB sez_=DBnBF sf=iECiJ sh=baAcD sh_=j.CDC she=idCFD she_=mEBCC ship=mCCBD sho=icFaG shou=iDABB si=a.AaA
        si_=HOifh sia=.IBbh sich=GwHAF sie=Fd.cA sie_=CuDLB siem=.BBnI sien=EcAhE sier=ADHfg sin_=MBdfd sind=JpFDd
        sing=ng.HM sio=bbcdK sion=bccbJ sist=kDacK sk=ebBKe sk_=iaBBG ska=HCAEq ske_=HIDBv sko=KDDBt sku=DFIBu
        smo_=DCDBm sn'=gBB.B sn't=eBA.B sna=bEBCi so_=.cOhd soi=GGhfa soin=ECkEb soir=CCkD. soll=FmBCA solo=CFEsE
        solé=ABjGA som=.GAag some=uCAFJ son_=A.acC sona=eEIi. sonn=BgkEK sont=FCwEJ sor_=FaFpE sorg=DpEDD sort=CGhHj
        sou=b.gHA soun=lFEaC soy=DEfhE soy_=CBIrD sped=HCDan spi=bcebL spie=BjDaD spon=CFAbh spr=aeCBA sq=aaebI
        squ=aaebI ss=abbCB ss_=ggKEc ssa_=DJaam ssai=DBpCF ssan=EkcAH ssay=CBrGG sse=accJb sse_=JdfGf ssen=AhbGC
        sser=DdaHg ssez=DCl.E ssi_=CEmDA ssie=ElgCK sso=BCaCg sso_=DBE.k sst=CeJh. sst_=amGFB ssz=EC.Ck ssza=C.BBh
        ssé=AAlEE ssé_=AAlEE st=.bBaA st_=cdADB sta=A.... sta_=HDEih stab=fAEfE stad=CiChK star=aBBdA stas=.BDoH
        stay=nECBD ste_=Jacbd sted=hGEiE steh=Fn..F stel=PdEek sten=bdFBa stil=baJBj sto=aCAbb sto_=KDGhn stom=qCbGI
        stor=bAHAh stos=BBGrH stoy=ABCjD stro=dBLah stud=ghIdJ stá=ABDdc stá_=ABCbd stán=AA.lI stás=.AAkJ stø=EBC.j
        su_=JCfmF suc=df.AI sui=AaBcB suis=EBnDC sul=DFB.l sup=bdddN sur_=HDl.. sure=gB.DB sus=CcdbF sus_=DBdiG
        sv=CbDEj sy_=sDCEF sz=F.CJt sza=CABEl så=CDABj så_=BBBBg sé=DHff. sé_=ABehJ sí=FEGgk sí_=CABpJ só=BBDqI
        só_=BBDlE t'=a.bHe t'a=BChAB t's=fcDBC t's_=fcDBC t=.a.A. t_=...Bb ta=..AbA ta_=CI.ef taa_=BDDBl tab=aAgBF
        taba=AADlF tad=FcFed tado=BEDdf tag_=GuDAH tai=cAcE. tait=DBoDF tak=hBGGi take=kCADC tal=aEBbd tale=IAc.h
        talk=kDABE tame=DECpC tan_=G.Hn. tand=ijEaO tar=ABaba tar_=DCHej tard=KJheh tas_=FEGhj te=...aA te_=Daaa.
        teau=ABnEF ted=gCD.. ted_=kCD.E tehe=Ch.AC teil=BqBDH tem=aB.Cd teme=DHgnI temp=d.dgP ten=aA... ten_=gfPBe
        tena=DFmcE tend=aDgiM tene=DEApF teng=IHEpf tent=BFhA. tes_=.DeA. tet=FiECd tet_=InFEf tez=EbmDF tez_=E.oDF
        th=a.aC. th_=dAAaB tha=iADD. than=fCBCc that=kFFbA the=de.FC the_=haCHb them=fgBAJ ther=lDBaG they=pGDAD
        thi=iACBB thin=k.D.G this=j.DBD tho=e.eDF thr=lBCBE thre=jDCAB ti=AA.a. ti_=FGdai tic=hCB.C tica=bDEoH
        tid=CKEen tid_=FHDLz tie=.acBC tiem=cBDeC tien=.Jcae tier=Co.BJ tig=Fh..B tig_=DqB.J tige=ajC.H tik=GgEEj
        til=BDbAe tila=ECDBo time=dEBAc timm=EeHEn ting=iCBCA tio=c.aBC tion=jfiKN tir=GFdag tir_=FEijH tis_=CEc.e
        tisc=DjCCA tivo=BBClD tk=abCFf tly=lEBCB tly_=mEBCC to=AA.a. to_=cBBa. toca=ECDsH tod=BdGcb toda=aJCfe
        todo=FDBge toi=GDiCe toi_=DBnCE told=lFB.E tom=baacG tom_=aaabF toma=bCCmI tomb=DCqGC toms=AkECB tomá=AAAiF
        ton_=.adcH too=eGAb. too_=lCADC took=sCEDF tor_=a.Ndi tou=EFeIn tous=EBlAD tout=FCsAI toy=.EfeF toy_=.CCiC
        tr=a.a.B tra=a.BdC tra_=.ED.j trab=A.BkI trai=eDedK tras=HBIii trat=BfaiN trav=fEhAH tre=BBbb. tre_=IHfdg
        treg=EDHAr tres=DJihC trie=m.AFF tro_=..ABb tros=F.Gdi trou=hEfCF tru_=IDGFz try=jACAE try_=jACBD trè=.AeAC
        très=.AeAB ts_=dBcEA tsc=DmBBE tsch=DlBAE tt=ca.BB tt_=FjKGn tte=AaaA. tte_=FbA.d tten=dchFI tter=g.EGe
        ttin=mDABG tto_=HBFcm ttr=CAcAb ttre=CAkDB tu=AA.aa tu_=JGhfc tudi=.addI tui=HDB.n tul=DEIap tun=cgDBC
        tun_=ElFDc tung=BlBBG tur_=NjCBj tura=EHDii ture=gHeIe tus=cGHci tuv=BBFpG tuve=CAEmD tuvi=.ADiD twa=DgBCb
        twas=Cj..F ty=b..Ed ty_=hcMAb tz=DoaDH tz_=DoaEH tze=CkA.G tze_=EnBAF tzt=.iBBE tá=DDEhf tá_=BBDec tán=CAAfA
        tán_=B.AdA tä=FfDDh tä_=DG.Co té=GGeec té_=FGeed tí=BBEnF tó=FFDnb tó_=C.CnH tô=EDaCk tôt=AAiAF tôt_=AAiAF
        tú=FDDhf tú_=BBBmG tă=CCDCm tă_=BBCAh u'=aahCF u'i=B.eAB u=...a. u_=C.bEe ua=.baB. ua_=LJg.o uan=GIeai
        uand=CBhDa ub=f.baI ube=dfDdI uc=..AdB uch=bfadM uch_=ojGLF ucha=EBajD uche=HhhBF ucho=EBbjE ucht=FnBBD
        uco=FBgdC ucou=FBi.. uda=CGDjd udar=CAAiD udi=baddK ue=abaaD ue_=aBc.A ued=baGjF ueda=D.BoI uede=B.DlE
        uedo=B.AfC ueg=GADqF uego=CDAqI uel=DD.ha uel_=BGpfN uell=LcfBd uelq=A.jDE uen=CdEad uer_=DjgHF uerd=CAElD
        uero=FAGBq uert=BADmF ueré=.AIrH ues_=AAgcH uest=eEBFh uev=CBGpD ueva=BACkF uf=Add.G uf_=FfhEC ufe=BmDBE
        ufen=BjBBD uft=CoBCG ug_=.iEHd uga=aDHff ugar=gHDmI ugh=iaBCF ught=jFAAB uh=ahI.. uhr=CkABD uhr_=CjABC ui=.Da.c
        ui_=MHfdk uid=ABBnI uie=.Hbda uien=BaHpG uier=EDDrF uill=DBm.G uis=FCf.b uis_=F.qEF uit=aCaBc uj=CBagC
        uje=CEgkI ujer=ABDoI ujo=DBciF uk=AAFCj uka=EGBEs uks=AECDl ukse=CGBCp ul=aA..a uld=.aEEi uld_=caDDe ull=AAB.d
        ull_=fEEIm ulla=ECDBn um=ba.AB um_=AcB.A umb=jDJ.c umbe=mDD.E umme=dlGCF un=a.BaA un_=BJedc una=AbEb.
        una_=EfJgb unc=jIGcc unca=DBEgd und=dcF.A und_=.mEFB unde=jaIFe unds=lBDAE une=BaabC une_=fCkEJ ung=BbabC
        ung_=DabcA unge=AoE.H uns=cgHFd uns_=.eFGg unse=ApDCI unt=.BEdc unt_=dBEHl unte=AmaCI unto=IDBje uo=AJdCk
        uoi=D.aFi uoi_=D.aFi up_=k..DG upi=cJa.e ur=bA.A. ur_=.AeHd ura=BBAca urde=cebCF ure=b.aDa ure_=hccID
        uren=KGd.n uro_=GdEiA urq=B.f.D urqu=B.f.D urs_=bAkDG urse=mBADE us=..bA. us_=aAbCa use_=eeeCM uss=bacFA
        uss_=DqCAI ust=d.A.C ust_=oeHEH usta=DEBbi uste=GefdG usto=daGiF ut_=bcdPf utan=EEeKp ute=bedHB ute_=ideGJ
        uten=DfHGm uti=aGbcb uto_=EdNbl utr=EEADp utre=ACmEE utt=baDJk utz=CmBBF uur=DHACq uv=DCcc. uve=ABhdI
        uver=cBgED uvo=C..jG uvo_=AADlF uvr=.AlDG uw=GFHEz ux=ACcaa ux_=CCd.b uy=dJCfc uy_=iEFBd uá=BAAjF ué=EFghD
        ué_=BBhfI uí=D.BoI uí_=AAAjH v=..Aaa v_=.eMEm va_=IMeel vad=IHFfq vai=bHfDd vail=h.dHD vais=BAkAG vait=E.hAB
        vant=CJgcd var=BCEfe var_=HFEen vare=EFAEq vat=afAGa vaya=BDFvJ ve=.a..A ve_=dIBbe vec=FFAAn vec_=B.oCJ
        ved=dIHal ved_=hEFIm vem=HEAfg vem_=GCEGw ven_=dFKhe vent=b.edL venu=b.jJB ver_=.BAab verd=GdJbk vere=B.Keh
        verg=CjDiL veri=GF.fg vers=DccB. very=pDBEE ves=bIcAe ves_=iG.fH veu=DDoBE veux=AAfBC vez=HFfce vez_=HFgdc
        vi_=DMAhk vice=gBBGd vida=DDDoB vie=ac.AC viel=FkCEd vien=DMmjF vil=b.FCf vilk=EE..j ving=lEgDI vino=CCErG
        visi=eEehM viss=CHDDr vist=EGDld vit=DJfah vit_=DEiHh viv=BDeiJ vive=CC.lE vl=BDE.k vo=b.bBA vo_=HGDij
        voc=CJD.q voi=eEcHe voir=EAoCE vois=A.lAJ von=IdgGe von_=CuHCG vons=CCmCD vor_=InHab vot=cFfbE votr=B.jGA
        vou=aDeGe voul=AAjAG vous=bElAH voy_=DCIsB vr=.Fb.d vra=KAaBn vrai=ABlCF vre=bDBEh vre_=aCkBF vu=GKfch
        vu_=DEjHg vá=DEFck vä=BGACn vé=BBheJ vé_=ACk.G ví=FBFcj w=..A.. w_=caDGg wa=dcFFe wa_=ADC.h wai=kAC.G
        wait=lCDbF wan=ebIDf want=jMDbe war=ddGHf war_=ahCF. ware=bj.AK waru=Dj..F was=edEEa was_=ffFIb wat=dDCBf
        watc=kCA.H wate=mAAAK way=jaCAG we'=jCDAB we=B.aa. we_=qLIJo weg=FlCDa wei=bmEFE wei_=Ah.AF weit=EjAAC
        wel=ecJIl welc=chBBH well=nCB.H wen=fjECH wenn=DhAAB went=nGC.D wer=ieHGa wer_=ffEBE werd=DqAEG were=maDDF
        wh=cA.aB wha=BB.ab whe=lCBAE when=jE.AD wher=gBBAC who=jaDCD who_=nCCCE why=gBBAC why_=gBBAC wi=ecEEb wie=EgEBf
        wie_=EgDDf wied=Bk..I wil=abFGj will=cdBD. wir=GoAAF wir_=EnBBF wird=GkAAB wiss=DkAaG wit=cEE.g with=nA.BL
        wn=keDFF wn_=laCBG wo=ibGHd wo_=aiEGb woh=FoABF wohn=EjAAD wol=B.DDj woll=DoAaK wond=lF.BE wor=jgECI work=qK..F
        wort=CmBCE wou=iD..E woul=fC..C wr=edEJe writ=mFC.D wu=DnDEA wur=ElBAD wurd=CiBAC wy=.FFGr wä=BkBAG wü=CmCBF
        wür=BiACC würd=AgAAC x=.aa.B x_=bA.Aa xt=f..cI xt_=k.ECC y'=j.DAD y's=iADBC y's_=iADBC y=a.bBA y_=bABa.
        yar=DEDBo ye_=hKAAd yea=qDDED year=iBCDA yes_=pEF.F yet=oDDCD yez=DDkGd yez_=BAmGC yi=eIEGq yin=mEB.G
        ying=mEB.G ym=..bFe yo=a..A. yo_=C.beD yone=lCBBE you'=e.CAA you=o.ECG you_=oAECG your=jAFAB ys=aaaGd ys_=ebBGa
        yt=AEEGr yu=mEHdC yud=B.AhD yuda=B.AfC ył=HCBBo z=.bA.. z_=CCbac zad=DBBpG zam=DHDek zan=CCCoE zar_=CCDnC
        ze=cB.Cb zei=EqCCF zeig=BmABI zeit=BkA.G zen=cfHGf zi=.fDJh zi_=CIDAp zie=CcGEl zimm=DlAaH zio=GFCFv zion=GGCAr
        zm=GAGan zo=CB..d zo_=HIFkl zor=FGBdk zt=HlFDf zt_=GjGGl zte=BjCaF zu=EiHda zu_=DoEEA zug=CjAAE zum=BhB.E
        zum_=CiABC zur=BfBbE zur_=CkACD zw=EeFEj zwe=AjAAG zwei=AiAAF zy=fEEFi zy_=eEDEi zł=CDCBl ß=DpCDE ß_=ErCDF
        ße=EpCBF ßen=BjCBD ßt=BmCAF à=LJlKu à_=GGmHi á=HLKpn á_=IGGkl ác=GEEfk ál=EBDib ám=FEEhg án=ECFhf án_=DDEeg
        ánd=AADiC ár=FFDej ár_=BDCDm ás=EDFgg ás_=CCEef át=FDDei át_=DEDeh â=HLkEo ân=FGHCw ã=CHHIz ão=BCDGp ão_=BCDGp
        ä=JoIJn ä_=DHDEu äd=BkBCD äh=CkDBB äl=DgDHi äll=AEBEm äm=DcCEi än=GjDEf än_=BIACp änd=AmABI är=GdFHp äre=AkAAG
        ät=FiDDd ätt=.hAAF ätte=.hAAE äu=CqCBI ää=.EAAg å=IEJIz å_=FGFFz ån=EHDBs år=CCABj år_=CCBBi ås=DFABm æ=FJHHz
        ç=MJnIr ça=GBkHf ça_=BAsCM è=GCiMo èm=BbiCG ème=BbiCG èr=BCmBG ère=ACmAG ère_=BBmAH ès=CCnCF ès_=BBlCE é=NIjhe
        é_=KHgff éc=DBkbH éci=ABkED éco=..gAE écr=B.kED éd=CCkbG ée=CErFE ée_=BAqGG ég=CFeFj éi=DC.nG él=DGhdA
        él_=AAHrH ém=GHbcj ém_=CDFHt én=FIcff ép=BAsHH ér=IEddf éri=B.jAG és=HGdfd és_=GGcch ést=A.GoG ét=HHddh
        éta=BAhaF étai=A.iEC éte=ACgbF étie=ABlFC étu=ABjDC étud=ABjDC été=aalGF été_=aakGE év=EDlBA ê=HGmNq êm=BAmAI
        ême=BAmAI êt=BBoCH ête=CBlCE ête_=AAlCF êtes=AAfAB êtr=AAhBE être=AAhBE ì=GFFHz í=IIIol í_=HGGoh ía=BBCrK
        ía_=BACoI ías=AABfC ías_=AABfC íc=FFEgj ío=BBBmG ío_=BAAlH ís=BBEpH ít=DFCbk î=EEkHf în=EEcCi ît=CBmDD ñ=DBFsG
        ña=BADmE ño=CBCjC ño_=CBAjC ó=MIHpn ó_=FGIqe óm=AAAmI ómo=A.AgE ómo_=A.AgE ón=BAEoH ón_=BCCrJ ô=IIlGm ôt=BCqDI
        ôt_=BAkBF ö=ImIIm öc=Ch..E öch=Bh..E öcht=Bh..E öd=DBEDp ön=DfDDg önd=BEBBk önde=BDBBj önn=.fAAC önne=.g..G
        önnt=.gAAE öp=CJCBr ör=GfIGp ös=GjCDd ø=HLGHz ød=CICBq ør=FEDDt ù=HHdFr ù_=GGaFs ú=JIIth ú_=CBCgb ús=CDCpG
        û=DCtEG ü=CcCab üb=CoBBH übe=ClABE über=BjABE üc=DkCC. üch=CmDAE ück=DjA.E üh=EnBBD üld=BEABi ün=FgEFj
        ün_=DDCFp ür=EjDEe ür_=CjBCA ürd=AgAAC ürde=AeAAB üs=DjBCA üss=CkABF ý=GFFFy ý_=DEDFs ă=IFHIz ă_=GGGGz ăr=DAEEp
        ą=EDEEs ą_=EFDEu ć=FECEs ć_=FDCEs č=DDEGt če=.ADGl đ=EGGGy ę=DCEFq ę_=EFFEv ě=IJFEz ğ=EFHFz ı=GFEJz ı_=CCEHs
        ım=BDBCk ım_=BDACj ın=CDCFq ł=HCFEv ła=ECBBm ło=CDADl ő=GIFGz œ=ECqCG œu=EDrBG ř=GCDEs ři=DBDCm ş=GIEFz
        ş_=DFDBp şi=EDCEq š=EEFJz ż=FEGGy ž=HHIHz ư=FFFEw ș=GHKGz și=GCDCq și_=CBCBj șt=CDFEq ț=FEGEw ți=ECCDn
        ți_=ECCDn ả=DHHFy ấ=GHICz ậ=FEJFz ế=FHHCz ớ=FEFEv
        """
}
