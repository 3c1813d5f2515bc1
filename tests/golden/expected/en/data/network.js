self.atlasNetwork={"kinds":[["cluster","Cluster"],["technopark","Site"],["organization","Organization"],["person","Person"],["agreement","Agreement"],["event","Event"],["programme","Programme"],["project","Project"],["technology","Technology"],["document","Document"],["region","Region"],["sector","Sector"],["source","Source"]],"relations":[["region","Region","Located in the region"],["sectors","Sectors","Active in the sector"],["parts","Parts","Part of"],["members","Members","Member of"],["residents","Residents","Resident of"],["located_in","Located at","Houses"],["coordinator","Coordinator","Coordinates"],["governs","Governs","Governed by"],["leads","Leads","Led by"],["positions","Positions","People"],["parties","Parties","Agreements"],["signatories","Signatories","Signed"],["signed_at","Signed at","Agreements signed"],["venue","Venue","Venue of"],["participants","Participants","Took part in"],["participants","Participants","Programmes and projects"],["led_to","Led to","Result of"],["proposed_by","Proposed by","Proposals"],["subjects","Subjects","Subject of"],["develops","Develops","Developed by"],["uses","Uses","Used by"],["interested_in","Interested in","Of interest to"],["supports","Supports","Supported by"],["partners","Partners","Partners"],["authors","Authors","Author of"],["concerns","Concerns","Documents"],["sources","Sources","Cited by"],["mentions","Mentions","Mentioned in"]],"records":[
["Agreement on robots","en/agreements/pact.html",4,["area","town"],["robotics"],"","pact"],
["Example","en/clusters/cluster.html",0,["area","town"],["robotics"],"Example Cluster","cluster"],
["Ivan Ivanov","en/people/ivanov.html",3,["area","town"],[],"","ivanov"],
["University of the Town","en/organizations/university.html",2,["area","town"],[],"","university"],
["Forum","en/events/forum.html",5,["area"],[],"","forum"],
["Завод «Ёлка»","en/organizations/factory.html",2,["area","town"],[],"","factory"]],"edges":[
[1,5,3,1],
[1,3,3,0],
[2,3,9,0],
[0,5,10,0],
[0,3,10,0],
[0,2,11,0],
[4,1,14,0],
[4,2,14,0]]};
