"""The buttons and headings of pages in other languages; each counts alone on its line, at an edge."""

import re

from schemas import RemovalReason
from services.clean.lines.vocabulary import word_set

LABELS = {
    RemovalReason.NAVIGATION: """
        startseite|anmelden|abo|abonnieren|impressum|datenschutz|agb|kontakt|mehr|weiter|zurück|
        anzeige|werbung|suche|accueil|se connecter|s'abonner|mentions légales|contact|recherche|
        publicité|menu|suite|retour|inicio|iniciar sesión|suscríbete|aviso legal|contacto|buscar|
        publicidad|menú|portada|início|assine|entrar|contato|publicidade|accedi|abbonati|cerca|
        pubblicità|главная|реклама|поиск|войти|контакты|الرئيسية|بحث|ホーム|トップ|メニュー|検索|
        ログイン|会員登録|記事一覧へ戻る|一覧へ戻る|首页|登录|注册|返回顶部|홈|로그인|광고|広告|
        ana sayfa|beranda|trang chủ
    """,
    RemovalReason.SHARING: """
        partage|envoyer par e-mail|
        teilen|drucken|artikel drucken|artikel teilen|merken|per mail teilen|partager|imprimer|
        envoyer|enregistrer|compartir|imprimir|guardar|compartilhar|partilhar|condividi|stampa|
        поделиться|печать|شارك|طباعة|مشاركة|
        シェア|シェアする|ツイート|ツイートする|印刷|保存|分享|打印|
        공유|공유하기|인쇄|delen|bagikan|paylaş|chia sẻ
    """,
    RemovalReason.RELATED: """
        mehr zum thema|lesen sie auch|das könnte sie auch interessieren|meistgelesen|à lire aussi|
        lire aussi|sur le même sujet|les plus lus|lea también|te puede interesar|
        noticias relacionadas|lo más leído|más noticias|leia também|leia mais|veja também|
        mais lidas|leggi anche|potrebbe interessarti|i più letti|читайте также|по теме|اقرأ أيضا|
        اقرأ أيضاً|関連記事|関連ニュース|あわせて読みたい|人気記事|アクセスランキング|相关新闻|
        相关阅读|延伸阅读|관련기사|관련 기사|lees ook|baca juga
    """,
    RemovalReason.COMMENTS: """
        kommentare|kommentar schreiben|noch keine kommentare|commentaires|laisser un commentaire|
        pas encore de commentaires|aún no hay comentarios|réagir|
        comentarios|deja un comentario|comentários|commenti|lascia un commento|комментарии|
        التعليقات|コメント|コメントを書く|评论|댓글|reacties|yorumlar
    """,
    RemovalReason.COPYRIGHT: """
        alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|
        todos os direitos reservados|tutti i diritti riservati|все права защищены|
        جميع الحقوق محفوظة|無断転載を禁じます|無断転載を禁ず|版权所有|무단전재 및 재배포 금지
    """,
}
REASONS = {
    label.strip(): reason for reason, labels in LABELS.items() for label in labels.split("|") if label.strip()
}
TRIM = " \t.:!。…：＞>»|[]()（）【】●■▼0123456789"
LINKED = re.compile(
    r"(?:lesen sie auch|mehr zum thema|à lire aussi|lire aussi|lea también|te puede interesar|leia "
    r"também|leia mais|veja também|"
    r"leggi anche|читайте также|関連記事|lees ook|baca juga)\s*[:|：»>]\s*\S.{0,200}",
    re.IGNORECASE,
)


SUBSCRIBE = word_set("""
    apúntate suscríbete inscríbete inscrivez-vous abonnez-vous iscriviti inscreva-se prenumerera подпишитесь
    подписывайтесь abonnieren
""")
"""How sites ask for subscribers in other languages."""
LONGEST = 120
"""Characters of a line that does."""
UNMISTAKABLE = frozenset(
    {RemovalReason.SHARING, RemovalReason.RELATED, RemovalReason.COMMENTS, RemovalReason.COPYRIGHT}
)


def of_plain_label(line: str) -> RemovalReason | None:
    """What the line is by those labels that are no subjects: they hold in the middle of an article too."""
    if len(line) <= LONGEST and not SUBSCRIBE.isdisjoint(line.casefold().split()):
        return RemovalReason.NEWSLETTER
    reason = of_label(line)
    return reason if reason in UNMISTAKABLE else None


def of_label(line: str) -> RemovalReason | None:
    """What the line is by a list of labels in some fifteen languages; null where none has it."""
    start = line[:80].casefold()
    return REASONS.get(start.strip(TRIM)) or REASONS.get(start.split(".", 1)[0].strip(TRIM))
