"""Invented people and what they might write, in the languages that old code pages were made for."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """Words of one language, and the encodings in which programs wrote it before UTF-8."""

    encodings: tuple[str, ...]
    first: str
    last: str
    work: str
    """Names and trades, with `|` between them."""
    sentences: str


LANGUAGES = {
    "French": Language(
        ("cp1252",),
        "Zoé|Chloé|Léa|Amélie|François|Jérôme|Benoît|André|Gaëlle|Hélène|Paul|Louise",
        "Lefèvre|Bérard|Gauthier|Rousseau|Crépin|Maître|Noël|Fournier|Béguin|Châtelain",
        "Développeuse|Ingénieur qualité|Chargé d'études|Société Générique|Théâtre du Nord|Mairie",
        "Merci beaucoup pour votre réponse, à très bientôt !|Nous avons déjà reçu les élèves cet été."
        "|Où êtes-vous passé depuis la fête ?|C'est une équipe géniale, bravo à tous."
        "|Félicitations pour ton nouveau poste, c'est mérité !|On se voit jeudi près de la gare ?",
    ),
    "German": Language(
        ("cp1252",),
        "Jörg|Käthe|Günther|Sören|Björn|Änne|Jürgen|Uwe|Marlies|Anja|Rüdiger|Bärbel",
        "Müller|Schäfer|Größl|Weiß|Köhler|Jäger|Hübner|Böhm|Schröder|Kühn|Brandt|Voß",
        "Geschäftsführer|Prüferin|Bürokraft|Gebäudetechnik|Stadtwerke Süd|Möbelhaus|Ärztin",
        "Herzlichen Glückwunsch zur neuen Stelle, das freut mich sehr!|Wir müssen nächste Woche reden."
        "|Ich grüße Sie aus München und wünsche schöne Tage.|Können wir das für übermorgen ausmachen?"
        "|Die Präsentation läuft, die Größe passt.|Das hätte ich früher wissen müssen.",
    ),
    "Portuguese": Language(
        ("cp1252",),
        "João|Inês|Antônio|Conceição|Luís|Mônica|Sérgio|Patrícia|Flávia|Rui|Estêvão|Ângela",
        "Gonçalves|Araújo|Magalhães|Simões|Brandão|Falcão|Guimarães|Leão|Muñoz|Conceição",
        "Engenheira de produção|Gestão de pessoas|Educação|Construções Atlântico|Médico|Técnica",
        "Parabéns pela promoção, você merece!|Não consegui abrir a apresentação ontem à noite."
        "|Até amanhã, então às três horas.|As inscrições já estão abertas, participe também."
        "|Obrigado pela atenção e pelas informações.|É uma ótima notícia para a região.",
    ),
    "Polish": Language(
        ("cp1250", "iso8859-2"),
        "Łukasz|Małgorzata|Żaneta|Paweł|Bożena|Michał|Agnieszka|Grażyna|Święcisław|Rafał",
        "Wiśniewski|Dąbrowska|Wójcik|Kamińska|Zieliński|Szymańska|Woźniak|Kozłowska|Król|Łęcki",
        "Księgowa|Inżynier sprzedaży|Właściciel|Biuro rachunkowe Żuraw|Przewoźnik|Śląskie Zakłady",
        "Gratuluję nowej pracy, życzę powodzenia!|Dziękuję za odpowiedź, do usłyszenia później."
        "|Czy możemy się spotkać w środę o ósmej?|Właśnie skończyliśmy trzeci kwartał."
        "|Bardzo się cieszę, że wszystko poszło dobrze.|Zobaczę, co się da zrobić jeszcze dziś.",
    ),
    "Czech": Language(
        ("cp1250", "iso8859-2"),
        "Jiří|Kateřina|Tomáš|Zdeněk|Lukáš|Šárka|Ondřej|Žaneta|Věra|Luboš|Matěj|Růžena",
        "Novák|Dvořáková|Černý|Procházka|Kučerová|Veselý|Němec|Růžička|Šťastný|Ježek|Křížová",
        "Účetní|Vedoucí výroby|Překladatelka|Stavební společnost|Lékárna U Zvonů|Řidič",
        "Gratuluji k nové práci, ať se daří!|Děkuji za odpověď, uvidíme se příští týden."
        "|Můžeme se sejít ve středu před obědem?|Právě jsme dokončili třetí čtvrtletí."
        "|Moc mě těší, že to dobře dopadlo.|Večer ještě pošlu zbývající část přehledu.",
    ),
    "Hungarian": Language(
        ("cp1250", "iso8859-2"),
        "Zsófia|György|Gergő|Ágnes|Győző|Eszter|Jenő|Kálmán|Enikő|Böske|Örs|Réka",
        "Szabó|Tóth|Kovács|Erdős|Szűcs|Fülöp|Dezső|Bíró|Lukács|Széll|Vörös|Pintér",
        "Könyvelő|Gyártásvezető|Építőipar|Pénzügyi elemző|Fővárosi Vízművek|Tanácsadó nő",
        "Gratulálok az új álláshoz, sok sikert kívánok!|Köszönöm a gyors választ, jövő héten beszélünk."
        "|Tudnánk találkozni szerdán délelőtt?|Most zártuk le a harmadik negyedévet."
        "|Nagyon örülök, hogy jól sikerült.|Este még elküldöm a hiányzó részt, előbb nem megy.",
    ),
    "Turkish": Language(
        ("cp1254", "iso8859-9"),
        "Ayşe|İbrahim|Gülşen|Çağla|Oğuz|Şule|Işıl|Uğur|Özgür|Yağmur|Mehmet|Hülya",
        "Yılmaz|Şahin|Çelik|Öztürk|Kılıç|Aydın|Doğan|Güneş|Işık|Yıldız|Koç|Gündoğdu",
        "Yazılım geliştirici|Satış müdürü|Öğretmen|Doğuş İnşaat|Şirket ortağı|Danışman|Eğitim uzmanı",
        "Yeni işiniz için tebrik ederim, başarılar dilerim!|Cevabınız için çok teşekkür ederim."
        "|Çarşamba günü görüşebilir miyiz?|Üçüncü çeyreği yeni bitirdik, sonuçlar güzel."
        "|Her şeyin yolunda gitmesine çok sevindim.|Eksik kısmı akşam göndereceğim, şimdilik bu.",
    ),
    "Greek": Language(
        ("cp1253", "iso8859-7"),
        "Γιώργος|Μαρία|Ελένη|Νίκος|Κατερίνα|Δημήτρης|Σοφία|Παναγιώτης|Άννα|Θανάσης",
        "Παπαδόπουλος|Γεωργίου|Οικονόμου|Νικολαΐδης|Αντωνίου|Βασιλείου|Δήμου|Καραγιάννη",
        "Μηχανικός|Λογίστρια|Υπεύθυνος πωλήσεων|Εκδόσεις Ήλιος|Δικηγόρος|Ναυτιλιακή Αιγαίου",
        "Συγχαρητήρια για τη νέα θέση, καλή επιτυχία!|Ευχαριστώ πολύ για την απάντηση."
        "|Μπορούμε να συναντηθούμε την Τετάρτη;|Μόλις κλείσαμε το τρίτο τρίμηνο."
        "|Χαίρομαι που όλα πήγαν καλά.|Θα στείλω το υπόλοιπο απόψε.",
    ),
    "Russian": Language(
        ("cp1251", "koi8-r"),
        "Иван|Мария|Алексей|Ольга|Дмитрий|Наталья|Сергей|Екатерина|Пётр|Юлия",
        "Соколов|Морозова|Лебедев|Козлова|Новиков|Зайцева|Воробьёв|Щукина|Медведев|Белова",
        "Инженер|Руководитель отдела|Бухгалтер|Завод «Маяк»|Разработчик|Книжный дом",
        "Поздравляю с новой должностью, желаю успехов!|Большое спасибо за быстрый ответ."
        "|Можем ли мы встретиться в среду утром?|Мы только что закрыли третий квартал."
        "|Очень рад, что всё прошло хорошо.|Вечером пришлю оставшуюся часть отчёта.",
    ),
    "Hebrew": Language(
        ("cp1255",),
        "יעל|דוד|נועה|משה|תמר|אברהם|מיכל|יוסף|שירה|גיל",
        "כהן|לוי|מזרחי|פרץ|ביטון|אזולאי|גולן|שפירא|ברק|אשכנזי",
        "מהנדסת תוכנה|מנהל מכירות|רואה חשבון|בית ספר יסודי|יועצת|חברת הים",
        "מזל טוב על התפקיד החדש, בהצלחה רבה!|תודה רבה על התשובה המהירה."
        "|האם נוכל להיפגש ביום רביעי בבוקר?|סיימנו עכשיו את הרבעון השלישי."
        "|אני שמח מאוד שהכול הלך טוב.|בערב אשלח את החלק שנשאר מהדוח.",
    ),
    "Arabic": Language(
        ("cp1256",),
        "محمد|فاطمة|أحمد|عائشة|يوسف|مريم|خالد|ليلى|حسن|نورة",
        "الحسيني|العلي|منصور|الخطيب|حداد|النجار|صالح|الشامي|قاسم|البكري",
        "مهندس برمجيات|مديرة المبيعات|محاسب|شركة النور|مدرسة|مستشار قانوني",
        "مبروك على الوظيفة الجديدة، أتمنى لك التوفيق!|شكرا جزيلا على الرد السريع."
        "|هل يمكننا أن نلتقي يوم الأربعاء صباحا؟|لقد أنهينا الربع الثالث من السنة."
        "|أنا سعيد جدا لأن كل شيء سار على ما يرام.|سأرسل الجزء المتبقي من التقرير مساء.",
    ),
    "Japanese": Language(
        ("cp932", "euc-jp"),
        "太郎|花子|健一|美咲|大輔|陽子|翔太|由美|さくら|拓也",
        "田中|佐藤|鈴木|高橋|渡辺|伊藤|山本|小林|加藤|吉田",
        "ソフトウェア開発|営業部長|経理担当|株式会社ひかり|通訳|北海製作所",
        "新しいお仕事おめでとうございます。|お返事ありがとうございました。"
        "|水曜日の午前にお会いできますか。|第三四半期が終わったところです。"
        "|うまくいって本当によかったです。|残りの資料は今夜お送りします。",
    ),
    "Korean": Language(
        ("cp949",),
        "민준|서연|지훈|수진|현우|은지|영호|미영|하늘|성민",
        "김|이|박|최|정|강|조|윤|장|임",
        "소프트웨어 개발자|영업부장|회계 담당|주식회사 한빛|통역사|북부 제작소",
        "새로운 직책을 축하드립니다, 건승을 기원합니다.|빠른 답변 감사합니다."
        "|수요일 오전에 만날 수 있을까요?|이제 막 삼분기를 마무리했습니다."
        "|모든 일이 잘되어서 정말 기쁩니다.|나머지 자료는 오늘 저녁에 보내겠습니다.",
    ),
    "Chinese": Language(
        ("gb18030", "big5"),
        "文清|小明|子文|安平|家新|立平|天成|玉明|美文|大同",
        "王|李|林|高|何|周|江|方|白|石",
        "工程部主任|市中心小学|人事科|光明公司|北方工厂|法律公司",
        "明天上午在公司大会上再和你一起看看。|我很高兴你能在北方找到新的工作。"
        "|星期三上午你有空的时候我们可以吃中午饭。|第三季已完成，全部人都很高兴。"
        "|今天晚上我再把其他文件放到公司去。|不用客气，有空的时候再到我家坐坐。",
    ),
}
TABLES = ("Connections.csv", "Comments.csv", "messages.csv")


def table(language: Language, name: str, lines: int) -> str:
    """A table of LinkedIn as somebody of that language would have it."""
    chance = random.Random(f"{name} {lines}")

    def one(words: str) -> str:
        return chance.choice(words.split("|"))

    rows = []
    for at in range(lines):
        day, who = 1 + at % 28, f"{one(language.first)} {one(language.last)}"
        said = one(language.sentences)
        if name == "Connections.csv":
            first, last = who.split(" ")
            link = f"https://www.linkedin.com/in/a{at}"
            rows.append(
                f'{first},{last},{link},,"{one(language.work)}",{one(language.work)},{day} Jul 2025'
            )
        elif name == "Comments.csv":
            link = f"https://www.linkedin.com/feed/update/urn:li:activity:7{at:018}"
            rows.append(f'2025-07-{day:02} 09:00:00,{link},"{said}"')
        else:
            to, link = one(language.first), f"https://www.linkedin.com/in/a{at}"
            sent = f"2025-07-{day:02} 09:00:00 UTC"
            rows.append(f'2-{at}==,,{who},{link},{to},,{sent},,"{said}",INBOX,')
    return "\n".join((_HEADERS[name], *rows, ""))


_HEADERS = {
    "Connections.csv": "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    "Comments.csv": "Date,Link,Message",
    "messages.csv": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,"
    "RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS",
}
