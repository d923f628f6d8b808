* Encoding: UTF-8.
* Every   type, as of position 42.
* Fetch the data as spssData with the same asOf, save it beside this file and run this from there.
GET DATA
  /TYPE=TXT
  /FILE='survey-00000001-0002-0003-0405-060708090a0b-spss.csv'
  /ENCODING='UTF8'
  /ARRANGEMENT=DELIMITED
  /DELCASE=LINE
  /FIRSTCASE=2
  /DELIMITERS=","
  /QUALIFIER='"'
  /VARIABLES=
    responseId A36
    submittedAt SDATE10
    language A35
    language_2 F8.0
    choice F8.0
    choice.other A4000
    many.a F3.0
    many.b F3.0
    many.c_1 F3.0
    many.other A32767
    agree F8.0
    matrix.home F8.0
    matrix.work F8.0
    rating F8.0
    nps F8.0
    rank.1 F8.0
    rank.2 F8.0
    rank.3 F8.0
    number F16.4
    numbers A32767
    weight F16.4
    weight.unit A255
    weights A32767
    weights.unit A32767
    day SDATE10
    days A32767
    time TIME8
    instant DATETIME20
    short A400
    shorts A32767
    long A32767
    mail A1016
    page A8000
    yes F3.0
    source A4000
    choices A32767
    choices.other A32767
    matrices.x A32767
    matrices.y A32767
    file A32767
    who A32767
    score F16.4
  .

VARIABLE LABELS
  responseId 'The response, a contribution: the same id everywhere'
  /submittedAt 'On which day it was submitted'
  /language 'In which language it was given'
  /language_2 'Which do you speak at home?'
  /choice 'Pa mor aml?'
  /choice.other 'Pa mor aml? – in own words'
  /many.a 'Which of these? – Always'
  /many.b 'Which of these? – Now and then'
  /many.c_1 'Which of these? – Never, "so far"'
  /many.other 'Which of these? – in own words'
  /agree 'It helps.'
  /matrix.home 'How is it – at home'
  /matrix.work 'How is it – at work'
  /rating 'Rate it.'
  /nps 'Would you recommend it?'
  /rank.1 'In your order – place 1'
  /rank.2 'In your order – place 2'
  /rank.3 'In your order – place 3'
  /number 'How much?'
  /numbers 'How much each time?'
  /weight 'Weight'
  /weight.unit 'Weight – unit'
  /weights 'Weights'
  /weights.unit 'Weights – unit'
  /day 'On which day?'
  /days 'On which days?'
  /time 'At what time?'
  /instant 'When exactly?'
  /short 'In a few words?'
  /shorts 'In several few words?'
  /long 'In many words?'
  /mail 'E-mail?'
  /page 'Page?'
  /yes 'Yes?'
  /source 'Source'
  /choices 'Several, one by one?'
  /choices.other 'Several, one by one? – in own words'
  /matrices.x 'Again and again – X'
  /matrices.y 'Again and again – Y'
  /file 'A file?'
  /who 'Who?'
  /score 'Score'
  .

VALUE LABELS
  language_2
    1 'Always'
    2 'Now and then'
    3 'Never, "so far"'
    -99 'No answer'
  /choice
    1 'Always'
    2 'Now and then'
    3 'Never, "so far"'
    4 'In own words'
    -99 'No answer'
  /many.a
    0 'Not chosen'
    1 'Chosen'
    -99 'No answer'
  /many.b
    0 'Not chosen'
    1 'Chosen'
    -99 'No answer'
  /many.c_1
    0 'Not chosen'
    1 'Chosen'
    -99 'No answer'
  /agree
    1 'Always'
    2 'Now and then'
    3 'Never, "so far"'
    -99 'No answer'
  /matrix.home
    1 'Always'
    2 'Now and then'
    3 'Never, "so far"'
    -99 'No answer'
  /matrix.work
    1 'Always'
    2 'Now and then'
    3 'Never, "so far"'
    -99 'No answer'
  /rank.1
    1 'Always'
    2 'Now and then'
    3 'Never, "so far"'
    -99 'No answer'
  /rank.2
    1 'Always'
    2 'Now and then'
    3 'Never, "so far"'
    -99 'No answer'
  /rank.3
    1 'Always'
    2 'Now and then'
    3 'Never, "so far"'
    -99 'No answer'
  /yes
    0 'No'
    1 'Yes'
    -99 'No answer'
  .

MISSING VALUES
  language_2 (-99)
  /choice (-99)
  /many.a (-99)
  /many.b (-99)
  /many.c_1 (-99)
  /agree (-99)
  /matrix.home (-99)
  /matrix.work (-99)
  /rank.1 (-99)
  /rank.2 (-99)
  /rank.3 (-99)
  /yes (-99)
  .

VARIABLE LEVEL
  language_2 (NOMINAL)
  /choice (NOMINAL)
  /many.a (NOMINAL)
  /many.b (NOMINAL)
  /many.c_1 (NOMINAL)
  /agree (ORDINAL)
  /matrix.home (ORDINAL)
  /matrix.work (ORDINAL)
  /rank.1 (NOMINAL)
  /rank.2 (NOMINAL)
  /rank.3 (NOMINAL)
  /yes (NOMINAL)
  .

EXECUTE.
