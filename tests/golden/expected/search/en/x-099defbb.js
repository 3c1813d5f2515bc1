atlasSearch("en/x-099defbb",{"area":["robotics"]});
