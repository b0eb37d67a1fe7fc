"""Given names of the world's news that tell the bearer's gender; those that both bear are left out ("Kim", "Andrea").

A table of our own, folded as :func:`~trackrecord.read.parties.gazetteer.fold` does. It keeps a pronoun from a person
it cannot mean; it joins nobody with anybody. A name goes in only where nearly all its bearers are of one gender.
"""

from __future__ import annotations

FEMALE_NAMES = frozenset(
    """mary maria marie patricia jennifer linda elizabeth barbara susan jessica sarah sara karen lisa nancy betty
    sandra margaret donna carol carolyn michelle emily amanda melissa deborah debra stephanie rebecca laura sharon
    cynthia kathleen amy angela anna anne ann annie brenda pamela emma nicole helen samantha katherine catherine
    christine christina rachel janet ruth virginia diane diana julie julia joyce victoria joan evelyn lauren judith
    judy megan cheryl martha hannah jacqueline frances gloria teresa theresa kathryn janice alice abigail sophia
    sophie marilyn amber danielle brittany rose denise beverly isabella isabel theodora natalie natalia charlotte
    hillary condoleezza madeleine nikki kamala melania michele michaela ivanka elena helena irina olga tatiana
    svetlana natasha ekaterina yekaterina anastasia ludmila lyudmila oksana yulia galina nina vera lena larisa
    ursula angelika heidi ingrid astrid greta sigrid brigitte monika petra sabine claudia birgit erika frauke
    giulia giorgia francesca chiara paola lucia silvia federica valentina sofia carmen pilar dolores rosa rosario
    consuelo guadalupe juana ana beatriz cristina dilma michelle gabriela mariana fernanda luisa luciana renata
    fatima aisha ayesha khadija zainab zaynab maryam mariam leila layla amina amal nadia samira salma yasmin
    farah huda rania hanan benazir sheikha malala asma sumaya tawakkol shirin nasrin parvin fawzia
    indira sonia priyanka sushma mamata meera lakshmi kavita sunita aung-san-suu megawati corazon imelda gloria
    yuko yumi akiko noriko keiko michiko sadako mei-ling ngozi chimamanda winnie graca joyce ellen wangari
    theresa fiona siobhan sinead aoife niamh nicola penelope harriet ruth dorothy eleanor edith agnes cecilia
    gwendolyn jill tracy heather tiffany crystal kristen kirsten tammy wendy sheila shirley rhonda""".split()
)
MALE_NAMES = frozenset(
    """james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark
    donald steven stephen steve paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey
    jeff ryan jacob gary nicholas eric jonathan larry justin scott brandon benjamin samuel gregory alexander
    frank patrick raymond jack dennis jerry tyler aaron jose henry adam douglas nathan peter zachary kyle walter
    harold jeremy ethan carl keith roger gerald arthur lawrence sean christian austin benjamin joe bill bob jim tom
    mike dick dan dave tim ted ben rick rob ron ken greg doug barack hugh hugo simon philip phillip nigel graham
    colin ian alan allan trevor neil stuart malcolm gordon tony gareth rupert boris dominic jeremy liam connor
    vladimir dmitry dmitri sergei sergey mikhail nikolai alexei aleksei andrei ivan igor viktor yuri oleg boris
    anatoly gennady leonid konstantin pavel petro volodymyr oleksandr mykola franz hans fritz heinrich klaus
    wolfgang gerhard helmut jurgen horst karl kurt olaf otto stefan jean-claude francois jacques pierre nicolas
    emmanuel laurent philippe bernard henri luc yves giuseppe giovanni silvio matteo paolo luca antonio carlos juan
    luis pedro miguel jorge fernando francisco javier pablo alejandro diego hugo nicolas alvaro enrique felipe
    ricardo roberto eduardo sergio mario marco jair lula joao paulo rafael manuel
    mohammed muhammad mohammad mohamed ahmed ahmad ali hassan hussein hossein hamid omar khalid khaled ibrahim
    abdul abdullah abdallah mahmoud mustafa mostafa yusuf yousef youssef tariq bashar saddam muammar hosni anwar
    ismail osama hamza salem saleh nasser walid karim jamal faisal bandar mansour rashid saeed ashraf hamad
    zalmay gul burhanuddin gulbuddin nawaz pervez imran asif zulfikar narendra rajiv manmohan rahul atal
    benjamin yitzhak ariel ehud shimon avigdor moshe naftali yair recep abdullah ahmet mehmet
    hiroshi shinzo taro kenji takashi junichiro yasuo kofi nelson thabo jacob robert kwame julius
    lars sven erik olof anders bjorn jens carl nils henrik jonas mikael""".split()
)
