/// Words that say little about a subject, without diacritics, in the languages of the bot's own phrases.
package enum FunctionWords {
    package static let english: Set<String> = words(
        """
        a about after again all also am an and any anybody anyone anything are as at back be because been before being \
        but by can cannot cant come could did didn do does doesn doing don done dont else for from get gets getting give \
        go goes going gonna got gotta had has have having he hello help her here hers hey hi him his how i if im in into \
        is isn it its ive just know let like ll m make me mine more my need no not now of off ok okay on one only or our \
        out over please pls re really s said say see she should so some somebody someone something still such t tell than \
        thank thanks that thats the their them then there these they thing things this those to too try trying u up ur us \
        use using ve very want wanted was we well were what whats when where which while who whose why will with won \
        would wouldn yes yet you your yours
        """)

    package static let german: Set<String> = words(
        """
        aber alle allem allen aller als also am an auch auf aus bei beim bin bis bitte bist da dann das dass dein deine \
        dem den denn der des die dies diese dieser doch dort du durch ein eine einem einen einer eines er es etwas euch \
        euer fur gegen geht gibt haben habe hallo hat hatte hatten ich ihm ihn ihnen ihr ihre im in ins ist ja jetzt kann \
        kannst kein keine konnen konnte machen man mehr mein meine meinem meinen meiner mich mir mit mochte muss nach \
        nein nicht noch nun nur ob oder schon sehr sein seine sich sie sind so soll um und uns unser von vom war was \
        welche wenn wer werden wie wieder will wir wird wo zu zum zur
        """)

    package static let french: Set<String> = words(
        """
        a ai alors apres as au aussi aux avec avez avoir avons bien bonjour c ca ce cela celle ces cet cette comme comment \
        d dans de des donc du elle elles en encore est et etait etre eu faire fait faut il ils j je l la le les leur lui \
        m ma mais me merci mes moi mon n ne nos notre nous on ont ou par pas peut peux plait plus pour pouvez puis qu \
        quand que quel quelle quels qui quoi s sa sans se ses si sont sur ta te tes toi ton tres tu un une va vais vos \
        votre voudrais vous y
        """)

    package static let spanish: Set<String> = words(
        """
        a al algo ante como con cual cuando cuanto de del desde donde dos el ella ellos en era es esa ese eso esta estan \
        estar este esto estoy fue gracias ha hace hacer han hasta hay he hola la las le les lo los mas me mi mis mucho muy \
        nada necesito ni no nos o para pero por porque puede pueden puedo que quiero quien se ser si sin sobre son soy su \
        sus tambien te tengo tiene todo tu un una unas uno unos y ya yo
        """)

    /// Words with which one asks about a subject that is known: "how long does it take?"
    package static let asking: Set<String> = words(
        """
        long take takes much cost costs many work works apply include included time price kostet lange dauert gilt temps \
        coute dure cuesta tarda vale
        """)

    package static let all = english.union(german).union(french).union(spanish)

    /// The words of a text with spaces between them.
    static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map { String($0) })
    }
}
